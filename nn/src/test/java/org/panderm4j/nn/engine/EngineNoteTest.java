package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

    @Test
    void nothingWhereAllIsAsExpected() {
        assertThat(EngineNote.of(true, Optional.empty(), PLAIN)).isEmpty();
        assertThat(EngineNote.of(false, NO_AVX2, PLAIN)).isEmpty();
        assertThat(EngineNote.of(false, Optional.empty(), ALLOWED)).isEmpty();
    }

    @Test
    void whyTheChoiceIsNotTheFastest() {
        assertThat(EngineNote.of(true, NO_AVX2, PLAIN))
                .contains("engine samediff is taken, since onednn is not present here: this processor has no AVX2");
    }

    @Test
    void thatACardIsTaken() {
        assertThat(EngineNote.of(true, Optional.empty(), ALLOWED))
                .contains("engine samediff is taken, since ND4J runs on CUDA: device 0 (compute capability 8.6)");
    }

    @Test
    void thatACardIsNotUsedWhoeverHasChosen() {
        assertThat(EngineNote.of(true, Optional.empty(), REFUSED)).contains(REFUSED.sentence());
        assertThat(EngineNote.of(false, NO_AVX2, REFUSED)).contains(REFUSED.sentence());
        assertThat(EngineNote.of(true, NO_AVX2, REFUSED))
                .hasValueSatisfying(note -> assertThat(note).contains("AVX2; ND4J runs on the processor"));
    }
}
