package org.panderm4j.nn.lora;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;

/**
 * Adapters that have learned nothing: B is 0, and A uniform between ±1/√in, which is the Kaiming-uniform distribution (He et al.
 * 2015) of a leaky rectifier with slope √5, as linear layers and adapters usually begin. Each A has a random stream of its own.
 */
public final class InitialAdapters implements Weights {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Draws draws;

    /**
     * @param prefix of the names, with its dot
     * @param draws asked for a stream by the name of each A
     * @throws IllegalArgumentException when the tower lacks a block or a target
     */
    public InitialAdapters(Lora lora, Tower tower, String prefix, Draws draws) {
        lora.shapes(tower).forEach((name, shape) -> shapes.put(prefix + name, shape));
        this.draws = draws;
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no adapter " + name);
        }
        return shape.clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        long[] shape = shape(name);
        boolean up = name.endsWith(".lora_b");
        double bound = 1 / Math.sqrt((double) shape[1]);
        RandomGenerator random = up ? null : draws.stream(name);
        for (long i = 0; i < shape[0] * shape[1]; i++) {
            target.put(up ? 0 : (float) (bound * (2 * random.nextDouble() - 1)));
        }
    }
}
