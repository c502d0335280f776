package org.panderm4j.benchmarks;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Small noise for everything that a tower asks for: its speed does not depend on what it has learned. */
final class NoiseWeights implements Weights {
    private final Map<String, long[]> shapes;

    NoiseWeights(Tower tower) {
        shapes = ParameterShapes.of(tower);
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        return shapes.get(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        long elements = 1;
        for (long axis : shapes.get(name)) {
            elements *= axis;
        }
        for (long i = 0; i < elements; i++) {
            target.put((float) (0.05 * (random.nextDouble() - 0.5)));
        }
    }
}
