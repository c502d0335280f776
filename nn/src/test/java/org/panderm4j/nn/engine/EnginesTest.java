package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.onednn.OneDnnEncoder;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendDecision.Place;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;

class EnginesTest {
    private static EngineOptions options(String engine, Precision precision) {
        return new EngineOptions(engine, precision, 0);
    }

    @ParameterizedTest
    @CsvSource({"samediff, samediff", "SameDiff, samediff"})
    void resolvesToTheEngineThatIsAskedFor(String asked, String expected) {
        assertThat(Engines.resolve(options(asked, Precision.F32))).isEqualTo(expected);
    }

    @Test
    void leftToUsTheFastestPresentIsTaken() {
        assertThat(Engines.resolve(EngineOptions.DEFAULT))
                .isEqualTo(Engines.present().get(0));
        assertThat(Engines.present().contains(Engines.ONEDNN))
                .isEqualTo(OneDnn.absence().isEmpty());
        assertThat(Engines.present()).contains(Engines.SAMEDIFF);
        assertThat(own(Optional.empty(), Place.PROCESSOR)).containsExactly(Engines.ONEDNN, Engines.SAMEDIFF);
        assertThat(own(Optional.empty(), Place.CUDA)).containsExactly(Engines.SAMEDIFF, Engines.ONEDNN);
        assertThat(own(Optional.of("no AVX2"), Place.CUDA)).containsExactly(Engines.SAMEDIFF);
    }

    private static List<String> own(Optional<String> onednn, Place nd4j) {
        return new OwnEngines(onednn, new BackendDecision(nd4j, "as it is", false)).names();
    }

    /** The engine is made for x86-64 and its natives are on the class path there; nowhere else may it be half present. */
    @Test
    void theFastEngineIsPresentWhereItIsMadeFor() {
        boolean madeFor = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeThat(madeFor).isTrue();
        assertThat(OneDnn.absence().filter(reason -> !reason.contains("AVX2"))).isEmpty();
        assertThat(Engines.note(EngineOptions.DEFAULT))
                .isEqualTo(new EngineNote(new EngineChoice(Providers.loaded())).of(EngineOptions.DEFAULT, Map.of()));
        assertThat(Engines.idleCard().isPresent())
                .isEqualTo(BackendGuard.decision().warns());
    }

    @Test
    void opensWhatItResolvesTo() {
        Tower tower = Samples.panderm(16, 1);
        RandomWeights weights = new RandomWeights(tower, "", new Random(1));
        for (String engine : Engines.present()) {
            try (Encoder encoder = Engines.open(tower, weights, "", options(engine, Precision.F32))) {
                assertThat(encoder)
                        .isInstanceOf(engine.equals(Engines.ONEDNN) ? OneDnnEncoder.class : SameDiffEncoder.class);
            }
        }
        EngineOptions streamed = EngineOptions.DEFAULT.withResidence(Residence.STREAMED);
        assertThat(Engines.choose(tower, streamed)).isEqualTo(Engines.SAMEDIFF);
        try (Encoder encoder = Engines.open(tower, weights, "", streamed)) {
            assertThat(encoder).isInstanceOf(StreamedEncoder.class);
        }
    }

    @Test
    void refusesAnEngineThatIsNotPresent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(options("warp", Precision.AUTO)))
                .withMessageContainingAll("warp", Engines.SAMEDIFF);
    }

    /** Before anything is loaded or written. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BF16", "BF16_MATH"})
    void refusesAPrecisionThatTheEngineHasNot(Precision precision) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(options(Engines.SAMEDIFF, precision)))
                .withMessageContainingAll(Engines.SAMEDIFF, "--precision");
    }

    @Test
    void refusesToStreamWhatOnlyRunsFromMemory() {
        assumeThat(Engines.present()).contains(Engines.ONEDNN);
        EngineOptions options = options(Engines.ONEDNN, Precision.F32).withResidence(Residence.STREAMED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(options))
                .withMessageContainingAll(Engines.ONEDNN, "--weights memory");
    }

    @Test
    void measuresThePlainGraphByTheFastestEngine() {
        assertThat(Engines.precisions(Engines.SAMEDIFF)).containsExactly(Precision.F32);
        assertThat(Engines.peakEngine(Engines.SAMEDIFF, Precision.F32))
                .isEqualTo(Engines.own().get(0));
        for (String engine : Engines.present()) {
            for (Precision precision : Engines.precisions(engine)) {
                try (PackedProduct product =
                        Engines.products(engine, precision, 0).open(2, 3, 4)) {
                    product.run();
                }
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.products(Engines.SAMEDIFF, Precision.BF16, 0))
                .withMessageContaining(Engines.SAMEDIFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.precisions("warp"))
                .withMessageContaining("warp");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, EngineOptions.MOST_THREADS + 1, Integer.MAX_VALUE})
    void refusesANumberOfThreadsThatNoMachineHas(int threads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineOptions(EngineOptions.AUTO, Precision.AUTO, threads))
                .withMessageContainingAll(String.valueOf(threads), "--threads");
    }

    /** Where the processor would not round, the option would be a promise not kept. */
    @Test
    void offersBf16MathOnlyWhereTheProcessorDoesIt() {
        assumeThat(Engines.present()).contains(Engines.ONEDNN);
        assertThat(Engines.precisions(Engines.ONEDNN).contains(Precision.BF16_MATH))
                .isEqualTo(OneDnn.hasAmx());
        assumeThat(OneDnn.hasAmx()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(options(Engines.ONEDNN, Precision.BF16_MATH)))
                .withMessageContainingAll("AMX", "bf16-math", "--precision");
    }

    @Test
    void saysWhyThePlainGraphWasTaken() {
        assumeThat(Engines.present()).contains(Engines.ONEDNN);
        EngineOptions streamed = options(EngineOptions.AUTO, Precision.BF16).withResidence(Residence.STREAMED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(streamed))
                .withMessageContainingAll(Engines.SAMEDIFF, "streamed", "--precision");
    }
}
