package org.panderm4j.peers.tower;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Made-up weights that every process makes alike from their names, so that features can be compared without a file. Factors of
 * norms and of LayerScale lie around 1, and linear layers keep the size of what passes them: no feature drowns in rounding.
 */
public final class SeededWeights implements Weights {
    private final Map<String, long[]> shapes;

    public SeededWeights(Tower tower) {
        shapes = ParameterShapes.of(tower);
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("this tower has no parameter '" + name + "'");
        }
        return shape;
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        long[] shape = shape(name);
        double centre = isFactor(name) ? 1 : 0;
        double range = range(name, shape);
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        for (long i = 0; i < elements; i++) {
            target.put((float) (centre + range * (2 * random.nextDouble() - 1)));
        }
    }

    private static boolean isFactor(String name) {
        return name.endsWith("norm.weight") || name.endsWith(".scale");
    }

    /** Matrices: uniform with variance 1 / in; the rest: small beside 1. */
    private static double range(String name, long... shape) {
        boolean matrix = shape.length == 2 && name.endsWith(".weight");
        return matrix ? Math.sqrt(3.0 / shape[1]) : 0.1;
    }
}
