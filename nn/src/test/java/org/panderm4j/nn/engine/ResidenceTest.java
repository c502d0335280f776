package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.engine.samediff.StreamedEncoder;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Tower;

class ResidenceTest {
    private static final long GIGABYTE = 1L << 30;

    /** 26.9 GB of a network of 6.7 G parameters among them. */
    @ParameterizedTest
    @CsvSource({
        "0, 24, MEMORY",
        "12, 24, MEMORY",
        "13, 24, STREAMED",
        "27, 24, STREAMED",
        "27, 64, MEMORY",
        "27, 50, STREAMED"
    })
    void decidesByHalfOfTheMemory(long weights, long memory, Residence expected) {
        assertThat(Residence.AUTO.resolve(weights * GIGABYTE, memory * GIGABYTE))
                .isEqualTo(expected);
    }

    @Test
    void oneByteMoreThanHalfIsTooMuch() {
        assertThat(Residence.AUTO.resolve(100, 200)).isEqualTo(Residence.MEMORY);
        assertThat(Residence.AUTO.resolve(101, 200)).isEqualTo(Residence.STREAMED);
    }

    @Test
    void whatIsAskedForStays() {
        assertThat(Residence.MEMORY.resolve(27, 24)).isEqualTo(Residence.MEMORY);
        assertThat(Residence.STREAMED.resolve(0, 24)).isEqualTo(Residence.STREAMED);
    }

    @Test
    void machineHasMoreThanTheHeap() {
        assertThat(Residence.machineMemory())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory());
    }

    @Test
    void optionsChooseTheEncoder() {
        EngineOptions plain = new EngineOptions(Engines.SAMEDIFF, Precision.AUTO, 1);
        assertThat(opened(plain)).isEqualTo(SameDiffEncoder.class);
        assertThat(opened(plain.withResidence(Residence.MEMORY))).isEqualTo(SameDiffEncoder.class);
        assertThat(opened(plain.withResidence(Residence.STREAMED))).isEqualTo(StreamedEncoder.class);
        assertThat(opened(EngineOptions.DEFAULT.withResidence(Residence.STREAMED)))
                .isEqualTo(StreamedEncoder.class);
    }

    private static Class<?> opened(EngineOptions options) {
        Tower tower = new RandomTowers(new Random(1)).image();
        try (Encoder encoder = Engines.open(tower, new RandomWeights(tower, "", new Random(1)), "", options)) {
            return encoder.getClass();
        }
    }
}
