package org.panderm4j.nn.engine.cuda;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Made-up weights of a tower: each tensor depends on its name alone, so that every machine makes the same model. They are drawn
 * once, on all cores, and kept.
 */
final class DrawnWeights implements Weights {
    private final Map<String, long[]> shapes;
    private final Map<String, float[]> values = new ConcurrentHashMap<>();

    DrawnWeights(Tower tower) {
        shapes = ParameterShapes.of(tower);
        shapes.keySet().parallelStream().forEach(name -> values.put(name, draw(name, shapes.get(name))));
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        return shapes.get(name).clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        target.put(values.get(name));
    }

    private static float[] draw(String name, long... shape) {
        long size = 1;
        for (long axis : shape) {
            size *= axis;
        }
        SplittableRandom random = new SplittableRandom(name.hashCode());
        boolean gain = (ParameterNames.isNorm(name) && name.endsWith("weight")) || name.endsWith("variance");
        boolean matrix = shape.length > 1 && name.endsWith("weight");
        // As a trained model has it: sums of about the size of their terms, norms that do something.
        double spread = matrix ? 1.7 / Math.sqrt((double) size / shape[0]) : 0.3;
        float[] drawn = new float[Math.toIntExact(size)];
        for (int i = 0; i < drawn.length; i++) {
            double value = spread * 1.7 * (2 * random.nextDouble() - 1);
            drawn[i] = (float) (gain ? 1 + 0.5 * value : value);
        }
        return drawn;
    }
}
