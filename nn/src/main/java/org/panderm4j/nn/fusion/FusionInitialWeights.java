package org.panderm4j.nn.fusion;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;

/**
 * The parameters of a fusion network that has learned nothing yet, as PyTorch begins: weights and biases of a linear layer even
 * between ± 1 / sqrt(inputs), gains 1, offsets 0, running means 0, running variances 1.
 *
 * <p>Each tensor has a random stream of its own, so one does not change when another is added.
 */
public final class FusionInitialWeights implements Weights {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Draws draws;

    /**
     * @param draws asked for a stream by each tensor's name
     */
    public FusionInitialWeights(FusionDesign design, Draws draws) {
        shapes.putAll(FusionNetwork.parameterShapes(design));
        shapes.putAll(FusionNetwork.bufferShapes(design));
        this.draws = draws;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(shapes.keySet());
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return shape.clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        int values = Math.toIntExact(Arrays.stream(shape(name)).reduce(1, Math::multiplyExact));
        int dot = name.lastIndexOf('.');
        long[] weight = shape(name.substring(0, dot) + ".weight");
        if (weight.length == 2) {
            draw(draws.stream(name), 1 / Math.sqrt((double) weight[1]), values, target);
        } else {
            float value = name.endsWith(".weight") || name.endsWith(".variance") ? 1 : 0;
            for (int i = 0; i < values; i++) {
                target.put(value);
            }
        }
    }

    private static void draw(RandomGenerator random, double bound, int values, FloatBuffer target) {
        for (int i = 0; i < values; i++) {
            target.put((float) (bound * (2 * random.nextDouble() - 1)));
        }
    }
}
