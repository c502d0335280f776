package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Mean features of the training cases, which can stand for a picture that is not there. */
final class Means {
    private static final int BATCH = 256;

    private Means() {}

    /** By view. */
    static Map<View, float[]> of(Sources sources, int... cases) throws IOException {
        Map<View, float[]> means = new EnumMap<>(View.class);
        for (View view : sources.views()) {
            means.put(view, of(sources, view, cases));
        }
        return means;
    }

    private static float[] of(Sources sources, View view, int... cases) throws IOException {
        double[] sum = null;
        for (int from = 0; from < cases.length; from += BATCH) {
            int[] some = Arrays.copyOfRange(cases, from, Math.min(from + BATCH, cases.length));
            for (float[] row : sources.of(view, some)) {
                sum = sum == null ? new double[row.length] : sum;
                for (int i = 0; i < row.length; i++) {
                    sum[i] += row[i];
                }
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / cases.length);
        }
        return mean;
    }
}
