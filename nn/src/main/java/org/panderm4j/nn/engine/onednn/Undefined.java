package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Makes features of undefined vectors undefined: the library's activations turn NaN into numbers, which would pass for the
 * feature of a text without a word.
 */
final class Undefined implements Step {
    private final View vectors;
    private final View features;

    /**
     * @param vectors [sequences, d] float32
     * @param features [sequences, E] float32, made of them
     */
    Undefined(View vectors, View features) {
        this.vectors = vectors;
        this.features = features;
    }

    @Override
    public void run(Call call) {
        FloatBuffer in = buffer(call, vectors);
        FloatBuffer out = buffer(call, features);
        float[] vector = new float[Math.toIntExact(vectors.layout().dim(1))];
        float[] feature = new float[Math.toIntExact(features.layout().dim(1))];
        Arrays.fill(feature, Float.NaN);
        for (int i = 0; i < vectors.layout().dim(0); i++) {
            in.get(i * vector.length, vector);
            if (isUndefined(vector)) {
                out.put(i * feature.length, feature);
            }
        }
    }

    private static FloatBuffer buffer(Call call, View view) {
        return call.floats(view.location(), view.layout().dim(0) * view.layout().dim(1));
    }

    static boolean isUndefined(float... vector) {
        for (float value : vector) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
