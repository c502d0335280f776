package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;

class AdamTest {
    private static final double RATE = 0.01;
    private static final int STEPS = 7;

    private final Random random = new Random(5);

    private Parameter parameter(String name, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new ArrayParameter(name, values, shape);
    }

    /** A scalar, less than a piece, several pieces; two rates and decays. */
    private List<ParameterGroup> groups() {
        return List.of(
                new ParameterGroup("decayed", List.of(parameter("a", 211, 199), parameter("b", 3, 5)), 0.5, 0.2),
                new ParameterGroup("plain", List.of(parameter("c"), parameter("d", 16384)), 1, 0));
    }

    private static void fillGradients(List<ParameterGroup> groups, long step) {
        Random random = new Random(step);
        for (ParameterGroup group : groups) {
            for (Parameter parameter : group.parameters()) {
                FloatBuffer gradient = parameter.gradient();
                while (gradient.hasRemaining()) {
                    gradient.put((float) (random.nextGaussian() * Math.exp(4 * random.nextGaussian())));
                }
            }
        }
    }

    private static float[] copy(FloatBuffer buffer) {
        float[] copy = new float[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    /** Values of every parameter after some steps. */
    private List<float[]> train(List<ParameterGroup> groups, AdamSettings settings, int threads) {
        try (Workers workers = new Workers(threads);
                Adam adam = new Adam(groups, settings, workers)) {
            for (int step = 0; step < STEPS; step++) {
                fillGradients(groups, step);
                adam.step(RATE);
            }
            assertThat(adam.steps()).isEqualTo(STEPS);
            List<float[]> values = new ArrayList<>();
            groups.forEach(group -> group.parameters().forEach(parameter -> values.add(copy(parameter.value()))));
            return values;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsItsDefinition(boolean decoupled) {
        AdamSettings settings = new AdamSettings(0.9, 0.98, 1e-6, decoupled);
        List<ParameterGroup> groups = groups();
        List<double[]> expected = new ArrayList<>();
        for (ParameterGroup group : groups) {
            for (int i = 0; i < group.parameters().size(); i++) {
                expected.add(plain(
                        groups,
                        expected.size(),
                        group,
                        copy(group.parameters().get(i).value()),
                        settings));
            }
        }
        List<float[]> found = train(groups, settings, 2);
        for (int p = 0; p < expected.size(); p++) {
            double worst = 0;
            for (int i = 0; i < expected.get(p).length; i++) {
                double value = expected.get(p)[i];
                worst = Math.max(worst, Math.abs(found.get(p)[i] - value) / (1 + Math.abs(value)));
            }
            assertThat(worst).as("parameter %d", p).isLessThan(1e-6);
        }
    }

    /** A loop in double precision, value by value. */
    private static double[] plain(
            List<ParameterGroup> groups, int place, ParameterGroup group, float[] start, AdamSettings settings) {
        double[] values = new double[start.length];
        double[] mean = new double[start.length];
        double[] square = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            values[i] = start[i];
        }
        List<Parameter> all =
                groups.stream().flatMap(one -> one.parameters().stream()).toList();
        double rate = RATE * group.rateFactor();
        for (int step = 0; step < STEPS; step++) {
            fillGradients(groups, step);
            FloatBuffer gradients = all.get(place).gradient();
            for (int i = 0; i < start.length; i++) {
                double gradient = gradients.get(i);
                if (settings.decoupled()) {
                    values[i] *= 1 - rate * group.decay();
                } else {
                    gradient += group.decay() * values[i];
                }
                mean[i] = settings.beta1() * mean[i] + (1 - settings.beta1()) * gradient;
                square[i] = settings.beta2() * square[i] + (1 - settings.beta2()) * gradient * gradient;
                double unbiased = mean[i] / (1 - Math.pow(settings.beta1(), step + 1));
                double root = Math.sqrt(square[i] / (1 - Math.pow(settings.beta2(), step + 1)));
                values[i] -= rate * unbiased / (root + settings.epsilon());
            }
        }
        return values;
    }

    @Test
    void threadsMakeNoDifference() {
        AdamSettings settings = AdamSettings.adamW(0.9, 0.999, 1e-8);
        random.setSeed(1);
        List<float[]> one = train(groups(), settings, 1);
        random.setSeed(1);
        List<float[]> three = train(groups(), settings, 3);
        for (int p = 0; p < one.size(); p++) {
            assertThat(three.get(p)).containsExactly(one.get(p));
        }
    }

    @Test
    void goesOnFromItsState() {
        AdamSettings settings = AdamSettings.adam(0.9, 0.999, 1e-8);
        random.setSeed(1);
        List<float[]> whole = train(groups(), settings, 2);
        random.setSeed(1);
        List<ParameterGroup> groups = groups();
        Map<String, Snapshot.Values> kept = new LinkedHashMap<>();
        try (Workers workers = new Workers(2)) {
            try (Adam first = new Adam(groups, settings, workers)) {
                for (int step = 0; step < 3; step++) {
                    fillGradients(groups, step);
                    first.step(RATE);
                }
                first.state()
                        .forEach((name, values) -> kept.put(
                                name, new Snapshot.Values(values.shape(), FloatBuffer.wrap(copy(values.values())))));
            }
            try (Adam second = new Adam(groups, settings, workers)) {
                second.restore(3, new Snapshot(3, Map.of(), kept));
                for (int step = 3; step < STEPS; step++) {
                    fillGradients(groups, step);
                    second.step(RATE);
                }
            }
        }
        assertThat(copy(groups.get(0).parameters().get(0).value())).containsExactly(whole.get(0));
    }

    @Test
    void refusesAStateThatLacksATensor() {
        try (Workers workers = new Workers(1);
                Adam adam = new Adam(groups(), AdamSettings.adam(0.9, 0.999, 1e-8), workers)) {
            assertThatThrownBy(() -> adam.restore(1, new Snapshot(1, Map.of(), Map.of())))
                    .hasMessage("tensor optimizer.first.a: expected shape [211, 199], found none");
        }
    }

    /** 0 / 0 for each value that has never had a gradient. */
    @Test
    void refusesAnEpsilonThatIsNoneInFloat32() {
        for (double epsilon : new double[] {0, -1e-8, 1e-60, 1e60, Double.NaN}) {
            assertThatThrownBy(() -> AdamSettings.adamW(0.9, 0.999, epsilon))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("epsilon above 0")
                    .hasMessageContaining("found " + epsilon);
        }
        List<ParameterGroup> groups = groups();
        try (Workers workers = new Workers(1);
                Adam adam = new Adam(groups, AdamSettings.adamW(0.9, 0.999, Float.MIN_VALUE), workers)) {
            adam.step(RATE);
            groups.forEach(group -> group.parameters()
                    .forEach(parameter -> assertThat(copy(parameter.value())).doesNotContain(Float.NaN)));
        }
    }

    @Test
    void refusesAParameterInTwoGroups() {
        Parameter parameter = parameter("twice", 2);
        ParameterGroup group = new ParameterGroup("g", List.of(parameter), 1, 0);
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> new Adam(List.of(group, group), AdamSettings.adam(0.9, 0.999, 1e-8), workers))
                    .hasMessageContaining("twice a second time in group g");
        }
    }
}
