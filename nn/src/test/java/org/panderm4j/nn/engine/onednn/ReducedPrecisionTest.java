package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Towers whose products are computed in bf16 give nearly the features that they give in f32. */
class ReducedPrecisionTest {
    private static final double LEAST_COSINE = 0.999;

    @BeforeEach
    void needsTheProcessor() {
        assumeThat(OneDnn.multipliesBf16()).as("bf16 in hardware").isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BF16", "BF16_MATH"})
    void featuresOfKnownKinds(Precision precision) {
        RandomTowers towers = new RandomTowers(new Random(4));
        List<Tower> kinds = List.of(
                Samples.panderm(96, 3),
                Samples.bert(96, 3),
                Samples.clipText(96, 3),
                Samples.clipImage(96, 3),
                Samples.dino(96, 3, true),
                Samples.dino(96, 3, false));
        for (Tower tower : kinds) {
            Weights weights = new RandomWeights(tower, "", new Random(4));
            compare(tower, weights, towers.batch(tower, 5), precision);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BF16", "BF16_MATH"})
    void featuresOfJointTowers(Precision precision) {
        for (long seed = 0; seed < 10; seed++) {
            RandomJointTowers towers = new RandomJointTowers(new Random(seed));
            Tower tower = towers.tower();
            compare(tower, towers.weights(tower, ""), towers.batch(tower, 3), precision);
        }
    }

    private static void compare(Tower tower, Weights weights, Batch batch, Precision precision) {
        try (Encoder exact = OneDnnEncoder.open(tower, weights, "", Precision.F32, 1);
                Encoder rounded = OneDnnEncoder.open(tower, weights, "", precision, 1);
                Encoder cut = cut(tower, weights, precision)) {
            float[][] expected = exact.features(batch, Tower.EMBEDDING);
            float[][] found = rounded.features(batch, Tower.EMBEDDING);
            float[][] pieces = cut.features(batch, Tower.EMBEDDING);
            for (int i = 0; i < expected.length; i++) {
                assertThat(cosine(expected[i], found[i]))
                        .as("%s, sequence %d of %s", precision, i, tower)
                        .isGreaterThan(LEAST_COSINE);
                assertThat(cosine(expected[i], pieces[i]))
                        .as("%s cut into pieces, sequence %d of %s", precision, i, tower)
                        .isGreaterThan(LEAST_COSINE);
            }
            if (precision == Precision.BF16 || OneDnn.hasAmx()) {
                assertThat(Arrays.deepEquals(found, expected))
                        .as("exact though rounded")
                        .isFalse();
            }
        }
    }

    /** As on processors with AMX, and further: MLPs in slices, attention by single queries. */
    private static Encoder cut(Tower tower, Weights weights, Precision precision) {
        return OneDnnEncoder.open(tower, weights, "", Arithmetic.of(precision), new Tuning(16, 1, 1, 1), 1);
    }

    private static double cosine(float[] left, float[] right) {
        double product = 0;
        double ours = 0;
        double theirs = 0;
        for (int i = 0; i < left.length; i++) {
            product += (double) left[i] * right[i];
            ours += (double) left[i] * left[i];
            theirs += (double) right[i] * right[i];
        }
        return product / Math.sqrt(ours * theirs);
    }
}
