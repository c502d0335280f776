package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.tower.Weights;

class PairAttentionTest {
    private final Random random = new Random(11);

    /** The last has so many values that threads share them. */
    @ParameterizedTest
    @CsvSource({"1, 1, 4", "3, 2, 7", "5, 3, 1", "64, 4, 128", "260, 8, 128"})
    void agreesWithPlainOperations(int cases, int heads, int d) {
        assumeTrue(TrainingKernels.ifPresent().isPresent(), "oneDNN is absent here");
        Map<String, float[][]> inputs = inputs(cases, heads * d, 1);
        float[][] gradient = rows(cases, heads * d, 1);
        Results fused = run(inputs, gradient, heads, TrainingKernels.ifPresent());
        Results plain = run(inputs, gradient, heads, Optional.empty());
        assertClose(fused.output(), plain.output());
        assertClose(fused.shares(), plain.shares());
        inputs.keySet()
                .forEach(name -> assertClose(
                        fused.gradients().get(name), plain.gradients().get(name)));
    }

    /** Scores far apart: all is taken from one token, and nothing becomes NaN. */
    @Test
    void farScoresTakeOneToken() {
        assumeTrue(TrainingKernels.ifPresent().isPresent(), "oneDNN is absent here");
        Map<String, float[][]> inputs = inputs(4, 16, 1e4);
        Results fused = run(inputs, rows(4, 16, 1), 2, TrainingKernels.ifPresent());
        for (float[] pair : fused.shares()) {
            assertThat(pair[0] + pair[1]).isEqualTo(1);
            assertThat(pair[0] * pair[1]).isZero();
        }
        for (float value : fused.gradients().get("query")[0]) {
            assertThat(value).isZero();
        }
    }

    private record Results(float[][] output, float[][] shares, Map<String, float[][]> gradients) {}

    private Map<String, float[][]> inputs(int cases, int width, double scale) {
        Map<String, float[][]> inputs = new LinkedHashMap<>();
        inputs.put("query", rows(cases, width, scale));
        inputs.put("tokens", rows(cases, 4 * width, scale));
        return inputs;
    }

    private float[][] rows(int count, int width, double scale) {
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) (scale * random.nextGaussian());
            }
        }
        return rows;
    }

    private static Results run(
            Map<String, float[][]> inputs, float[][] gradient, int heads, Optional<TrainingKernels> kernels) {
        int width = gradient[0].length;
        Map<String, Integer> widths = new LinkedHashMap<>();
        inputs.forEach((name, rows) -> widths.put(name, rows[0].length));
        GraphForm form = new GraphForm(
                widths,
                width,
                Map.of(),
                Map.of(),
                (features, parameters, style) -> style.pairAttention(
                        features.get("query"),
                        features.get("tokens").getSameDiff().reshape(features.get("tokens"), -1, 2L * width),
                        heads,
                        width / heads,
                        "shares"));
        try (GraphNetwork network = GraphNetwork.open(form, new NoWeights(), 2, kernels)) {
            float[] shares =
                    network.values(inputs, List.of("shares")).get("shares").values();
            float[][] pairs = new float[shares.length / 2][];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = new float[] {shares[2 * i], shares[2 * i + 1]};
            }
            GraphNetwork.Pass pass = network.evaluate(inputs, Set.of("query", "tokens"));
            return new Results(pass.output(), pairs, pass.backward(gradient));
        }
    }

    private static final class NoWeights implements Weights {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public long[] shape(String name) {
            throw new IllegalArgumentException("no tensor " + name);
        }

        @Override
        public void copy(String name, FloatBuffer target) {
            throw new IllegalArgumentException("no tensor " + name);
        }
    }

    private static void assertClose(float[][] found, float[][] expected) {
        double largest = 0;
        for (float[] row : expected) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat(found[i][j]).isCloseTo(expected[i][j], within((float) (3e-6 * largest)));
            }
        }
    }
}
