package org.panderm4j.weights.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.fusion.FusionNetwork;

/** What steps of training have changed in the reference, against the same steps of ours. */
final class ExpectedChanges {
    /** Of the largest change of an array, in double precision; the expectations are float32. */
    private static final double EXACT = 1e-6;

    /** Likewise in float32. */
    private static final double ROUNDED = 1e-3;

    /** Of a gradient in float32, as a share of the largest of its array. */
    private static final double ROUNDING = 0x1p-20;

    private final FusionFixture fixture;
    private final Map<String, NpyArray> expected;
    private final DoubleSteps steps;

    /**
     * @param expected by the reference's keys: parameters and running statistics
     * @param steps the same ones in double precision
     */
    ExpectedChanges(FusionFixture fixture, Map<String, NpyArray> expected, DoubleSteps steps) {
        this.fixture = fixture;
        this.expected = expected;
        this.steps = steps;
    }

    /** Every parameter in double precision, wherever its gradient lies. */
    void checkExact() {
        Map<String, double[]> learned = new HashMap<>();
        expected.forEach((key, array) -> learned.put(ours(key), array.doubles()));
        FusionNetwork.parameterShapes(fixture.design()).keySet().forEach(name -> {
            assertThat(learned).containsKey(name);
            compare(name, steps.changes(name), learned.get(name), EXACT, new double[learned.get(name).length]);
        });
    }

    /**
     * The network itself, in float32. Adam makes {@code rate g / (|g| + epsilon)} of a gradient g, however small: where g is near
     * epsilon, as where decay cancels it, rounding shows, and a change may be off by as much as rounding can make it.
     */
    void checkRounded(FusionNetwork network) {
        Map<String, FloatBuffer> values = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> values.put(parameter.name(), parameter.value()));
        Map<String, double[]> room = new HashMap<>();
        Map<String, NpyArray> gradients = fixture.arrays("eval_grads.npz");
        gradients.forEach((key, array) -> ReferenceFusion.name(key)
                .ifPresent(name -> room.put(name, steps.room(name, ROUNDING, largest(array.doubles())))));
        network.buffers().forEach((name, buffer) -> values.put(name, buffer.values()));
        assertThat(expected).hasSameSizeAs(values);
        Map<String, NpyArray> before = fixture.arrays("state.npz");
        expected.forEach((key, array) -> {
            FloatBuffer found = values.get(ours(key));
            double[] start = before.get(key).doubles();
            double[] changes = IntStream.range(0, found.limit())
                    .mapToDouble(i -> found.get(i) - start[i])
                    .toArray();
            compare(key, changes, array.doubles(), ROUNDED, room.getOrDefault(ours(key), new double[start.length]));
        });
    }

    private static String ours(String key) {
        return ReferenceFusion.name(key).orElseThrow();
    }

    private static double largest(double... values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static void compare(String what, double[] found, double[] expected, double tolerance, double... room) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = largest(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .as("change of %s at %d; largest %s", what, i, largest)
                    .isCloseTo(expected[i], within(tolerance * largest + room[i]));
        }
    }
}
