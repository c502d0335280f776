package org.panderm4j.nn.reference;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Weights on the heap under a prefix, of the size that a trained network's have. */
public final class RandomWeights implements Weights {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final String prefix;

    public RandomWeights(Tower tower, String prefix, Random random) {
        this.prefix = prefix;
        ParameterShapes.of(tower).forEach((name, shape) -> put(name, fill(name, shape, random), shape));
    }

    private static float[] fill(String name, long[] shape, Random random) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        boolean vector = shape.length == 1;
        boolean factor = vector && (name.endsWith("norm.weight") || name.endsWith("scale"));
        double deviation = vector ? 0.2 : 1 / Math.sqrt((double) shape[shape.length - 1]);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((factor ? 1 : 0) + deviation * random.nextGaussian());
        }
        return values;
    }

    /** Sets a tensor, whatever its shape, by its name without the prefix. */
    public void put(String name, float[] tensor, long... shape) {
        shapes.put(prefix + name, shape);
        values.put(prefix + name, tensor);
    }

    /** Takes a tensor away. */
    public void remove(String name) {
        shapes.remove(prefix + name);
        values.remove(prefix + name);
    }

    /** The values themselves, by name without the prefix. */
    public float[] values(String name) {
        return values.get(prefix + name);
    }

    /** A copy in double precision, by name without the prefix. */
    public Map<String, double[]> doubles() {
        Map<String, double[]> doubles = new LinkedHashMap<>();
        values.forEach((name, floats) -> {
            double[] copy = new double[floats.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = floats[i];
            }
            doubles.put(name.substring(prefix.length()), copy);
        });
        return doubles;
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
        target.put(values.get(name));
    }
}
