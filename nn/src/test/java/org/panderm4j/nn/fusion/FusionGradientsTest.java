package org.panderm4j.nn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.Gradients;

/** What becomes of gradients over several passes, of a network wide enough for the fast products. */
class FusionGradientsTest {
    private static final int BATCH = 16;
    private static final int WIDTH = 128;
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    private final FusionDesign design = new FusionDesign(
            true,
            true,
            new Images(WIDTH, Fusing.CROSS_ATTENTION, 2, 1),
            false,
            Optional.empty(),
            HeadKind.MLP,
            List.of(new Output("diagnosis", 3)));
    private final Workers workers = new Workers(2);
    private FusionNetwork network;
    private Gradients gradients;

    @BeforeEach
    void open() {
        network = FusionNetwork.open(design, new FusionSample(design, new Random(1)), new FusionNetwork.Options(2, 0));
        gradients = new Gradients(network.parameters(), workers);
    }

    @AfterEach
    void close() {
        network.close();
        workers.close();
    }

    @Test
    void addUpOverPassesFromTheLastClearingOn() {
        pass(3);
        gradients.clear();
        pass(1);
        Map<String, float[]> first = copies();
        gradients.clear();
        pass(2);
        Map<String, float[]> second = copies();
        gradients.clear();
        pass(1);
        pass(2);
        copies().forEach((name, both) -> {
            for (int i = 0; i < both.length; i++) {
                double sum = (double) first.get(name)[i] + second.get(name)[i];
                assertThat((double) both[i]).as(name).isCloseTo(sum, within(1e-6));
            }
        });
        assertThat(first.get("head.output.weight")).isNotEqualTo(second.get("head.output.weight"));
    }

    @Test
    void areZeroOnceClearedWhateverWasThere() {
        pass(1);
        for (Parameter parameter : network.parameters()) {
            FloatBuffer values = parameter.gradient();
            for (int i = 0; i < values.limit(); i++) {
                values.put(i, Float.NaN);
            }
        }
        assertThat(gradients.norm()).isNaN();
        gradients.clear();
        assertThat(gradients.norm()).isZero();
        copies().values().forEach(values -> assertThat(values).containsOnly(0));
    }

    /** A gradient that is written and not added must not keep NaN of a step before. */
    @Test
    void forgetNanOfAStepBefore() {
        gradients.clear();
        pass(1);
        Map<String, float[]> expected = copies();
        for (Parameter parameter : network.parameters()) {
            FloatBuffer values = parameter.gradient();
            for (int i = 0; i < values.limit(); i++) {
                values.put(i, Float.NaN);
            }
        }
        gradients.clear();
        pass(1);
        copies().forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }

    private void pass(int seed) {
        Random random = new Random(seed);
        FusionInputs inputs = new FusionInputs(Optional.of(rows(random)), Optional.of(rows(random)), Optional.empty());
        try (FusionNetwork.Pass pass = network.forward(inputs, DRAWS)) {
            float[][] gradient = new float[BATCH][3];
            for (float[] row : gradient) {
                row[random.nextInt(3)] = 1f / BATCH;
            }
            pass.backward(gradient);
        }
    }

    private static float[][] rows(Random random) {
        float[][] rows = new float[BATCH][WIDTH];
        for (float[] row : rows) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private Map<String, float[]> copies() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] values = new float[parameter.gradient().remaining()];
            parameter.gradient().get(values);
            copies.put(parameter.name(), values);
        }
        return copies;
    }
}
