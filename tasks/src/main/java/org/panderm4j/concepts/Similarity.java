package org.panderm4j.concepts;

import org.panderm4j.nn.sae.SaeWeights;

/** Cosines between texts and the vectors of a dictionary. */
public final class Similarity {
    private Similarity() {}

    /** The vectors of a dictionary, one a feature, [m][n]. */
    public static float[][] vectors(SaeWeights weights) {
        float[][] vectors = new float[weights.design().features()][];
        for (int j = 0; j < vectors.length; j++) {
            vectors[j] = weights.dictionaryVector(j);
        }
        return vectors;
    }

    /**
     * Cosines from -1 to 1, in double precision, rounded once.
     *
     * @param texts [t][n]
     * @param vectors [m][n]
     * @return [t][m]; 0 where one of the two has no length
     * @throws IllegalArgumentException when a text is not as wide as the vectors
     */
    public static float[][] of(float[][] texts, float[][] vectors) {
        double[] lengths = new double[vectors.length];
        for (int j = 0; j < vectors.length; j++) {
            lengths[j] = Math.sqrt(dot(vectors[j], vectors[j]));
        }
        float[][] cosines = new float[texts.length][vectors.length];
        for (int i = 0; i < texts.length; i++) {
            double length = Math.sqrt(dot(texts[i], texts[i]));
            for (int j = 0; j < vectors.length; j++) {
                double both = length * lengths[j];
                cosines[i][j] = both == 0 ? 0 : (float) (dot(texts[i], vectors[j]) / both);
            }
        }
        return cosines;
    }

    private static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("expected a text's embedding as wide as the dictionary's vectors, "
                    + b.length + ", found " + a.length);
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
