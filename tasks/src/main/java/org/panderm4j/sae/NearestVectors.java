package org.panderm4j.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.train.Workers;

/**
 * For each dictionary vector, the other one that points most nearly the same way.
 *
 * @param feature number of the other, [m]; -1 where there is no other
 * @param cosine of the angle between the two, [m]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record NearestVectors(int[] feature, float[] cosine) {
    /** Features of a piece: their vectors fit into a core's cache. */
    private static final int PIECE = 256;

    /** Two features, the smaller number first. */
    record Pair(int first, int second, float cosine) {}

    static NearestVectors of(SaeWeights weights, Workers workers) {
        int n = weights.design().inputs();
        int m = weights.design().features();
        float[] decoder = weights.decoderWeight();
        float[] inverse = inverseLengths(weights);
        int pieces = (m + PIECE - 1) / PIECE;
        int[][] nearest = new int[pieces][];
        float[][] best = new float[pieces][];
        workers.run(pieces, piece -> {
            int from = piece * PIECE;
            int count = Math.min(PIECE, m - from);
            nearest[piece] = new int[count];
            best[piece] = new float[count];
            Arrays.fill(nearest[piece], -1);
            Arrays.fill(best[piece], Float.NEGATIVE_INFINITY);
            float[] products = new float[count];
            for (int other = 0; other < m; other++) {
                Arrays.fill(products, 0);
                for (int k = 0; k < n; k++) {
                    float value = decoder[k * m + other];
                    int at = k * m + from;
                    for (int j = 0; j < count; j++) {
                        products[j] += value * decoder[at + j];
                    }
                }
                for (int j = 0; j < count; j++) {
                    float cosine = products[j] * inverse[other] * inverse[from + j];
                    if (from + j != other && cosine > best[piece][j]) {
                        best[piece][j] = cosine;
                        nearest[piece][j] = other;
                    }
                }
            }
        });
        return new NearestVectors(
                Arrays.stream(nearest).flatMapToInt(Arrays::stream).toArray(), joined(best, m));
    }

    private static float[] joined(float[][] parts, int size) {
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static float[] inverseLengths(SaeWeights weights) {
        double[] lengths = lengths(weights);
        float[] inverse = new float[lengths.length];
        for (int j = 0; j < lengths.length; j++) {
            inverse[j] = lengths[j] > 0 ? (float) (1 / lengths[j]) : 0;
        }
        return inverse;
    }

    /** Of the dictionary vectors, [m]. */
    static double[] lengths(SaeWeights weights) {
        int n = weights.design().inputs();
        int m = weights.design().features();
        float[] decoder = weights.decoderWeight();
        double[] squares = new double[m];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < m; j++) {
                squares[j] += (double) decoder[k * m + j] * decoder[k * m + j];
            }
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /** The nearest pairs, each once, nearest first. */
    List<Pair> pairs(int most) {
        List<Pair> pairs = new ArrayList<>();
        for (int j = 0; j < feature.length; j++) {
            int other = feature[j];
            boolean mutual = other >= 0 && feature[other] == j;
            if (other >= 0 && (!mutual || j < other)) {
                pairs.add(new Pair(Math.min(j, other), Math.max(j, other), cosine[j]));
            }
        }
        pairs.sort(Comparator.comparing(Pair::cosine)
                .reversed()
                .thenComparing(Pair::first)
                .thenComparing(Pair::second));
        return pairs.subList(0, Math.min(most, pairs.size()));
    }

    /** Features with another one at least that near. */
    int nearer(double least) {
        int count = 0;
        for (float one : cosine) {
            count += one >= least ? 1 : 0;
        }
        return count;
    }

    /** The middle one of the cosines to the nearest; NaN for a single feature. */
    double median() {
        return cosine.length < 2 ? Double.NaN : Quantiles.of(cosine).at(0.5);
    }
}
