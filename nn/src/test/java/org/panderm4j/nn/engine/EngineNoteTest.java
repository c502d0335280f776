package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.Capability;
import org.panderm4j.nn.nd4j.CudaDevice;
import org.panderm4j.nn.nd4j.CudaSurvey;

class EngineNoteTest {
    private static final Optional<String> NO_AVX2 = Optional.of("this processor has no AVX2");
    private static final BackendDecision PLAIN = BackendDecision.of(new CudaSurvey.NoBackend());
    private static final BackendDecision ALLOWED = device(8, 6);
    private static final BackendDecision REFUSED = device(9, 0);

    private static BackendDecision device(int major, int minor) {
        return BackendDecision.of(new CudaSurvey.Devices(List.of(new CudaDevice(0, new Capability(major, minor)))));
    }

    private static EngineChoice choice(Optional<String> onednn, BackendDecision nd4j) {
        return new EngineChoice(new Providers(List.of()), () -> new OwnEngines(onednn, nd4j));
    }

    private static Optional<String> note(boolean free, Optional<String> onednn, BackendDecision nd4j) {
        EngineOptions options = free ? EngineOptions.DEFAULT : EngineOptions.DEFAULT.withEngine(Engines.SAMEDIFF);
        return new EngineNote(choice(onednn, nd4j)).of(options, Map.of());
    }

    @Test
    void nothingWhereAllIsAsExpected() {
        assertThat(note(true, Optional.empty(), PLAIN)).isEmpty();
        assertThat(note(false, NO_AVX2, PLAIN)).isEmpty();
        assertThat(note(false, Optional.empty(), ALLOWED)).isEmpty();
    }

    @Test
    void whyTheChoiceIsNotTheFastest() {
        assertThat(note(true, NO_AVX2, PLAIN))
                .contains("engine samediff is taken, since onednn is not present here: this processor has no AVX2");
    }

    @Test
    void thatACardIsTaken() {
        assertThat(note(true, Optional.empty(), ALLOWED))
                .contains("engine samediff is taken, since ND4J runs on CUDA: device 0 (compute capability 8.6)");
    }

    @Test
    void thatACardIsNotUsedWhoeverHasChosen() {
        assertThat(note(true, Optional.empty(), REFUSED)).contains(REFUSED.sentence());
        assertThat(note(false, NO_AVX2, REFUSED)).contains(REFUSED.sentence());
        assertThat(note(true, NO_AVX2, REFUSED))
                .hasValueSatisfying(note -> assertThat(note).contains("AVX2; ND4J runs on the processor"));
    }

    /** The plain graph on a card has f32 only: it is passed over like any other engine that lacks a precision. */
    @Test
    void thatACardIsLeftForAPrecision() {
        assumeThat(OneDnn.absence().isEmpty() && OneDnn.multipliesBf16()).isTrue();
        EngineChoice choice = choice(Optional.empty(), ALLOWED);
        EngineOptions options = new EngineOptions(EngineOptions.AUTO, Precision.BF16, 0);
        assertThat(choice.resolve(options)).isEqualTo(Engines.ONEDNN);
        assertThat(new EngineNote(choice).of(options, Map.of()))
                .contains("engine onednn is taken, since samediff has no precision bf16");
        assertThat(choice.resolve(EngineOptions.DEFAULT)).isEqualTo(Engines.SAMEDIFF);
    }

    @Test
    void ofWhatIsNoTowerOnlyThatACardLiesIdle() {
        assertThat(new EngineNote(choice(NO_AVX2, REFUSED)).idle()).contains(REFUSED.sentence());
        assertThat(new EngineNote(choice(NO_AVX2, ALLOWED)).idle()).isEmpty();
        assertThat(new EngineNote(choice(NO_AVX2, PLAIN)).idle()).isEmpty();
    }
}
