package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;

/** Adapters as after some training, on the heap, in double precision. */
final class LearnedAdapters implements Weights {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, double[]> values = new LinkedHashMap<>();

    void put(String name, long[] shape, Random random) {
        double[] tensor = new double[(int) (shape[0] * shape[1])];
        for (int i = 0; i < tensor.length; i++) {
            tensor[i] = (float) (random.nextGaussian() / Math.sqrt((double) shape[1]));
        }
        shapes.put(name, shape);
        values.put(name, tensor);
    }

    /** The values themselves. */
    double[] doubles(String name) {
        return values.get(name);
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
        for (double value : values.get(name)) {
            target.put((float) value);
        }
    }
}
