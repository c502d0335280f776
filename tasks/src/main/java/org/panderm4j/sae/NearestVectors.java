package org.panderm4j.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.train.Workers;

/**
 * For dictionary vectors, the other one that points most nearly the same way: for all of them, or where they are very many, for some that
 * lie evenly among them.
 *
 * @param features numbers of those that were looked at, ascending
 * @param nearest number of the other, one for each; -1 where there is no other
 * @param cosine of the angle between the two
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record NearestVectors(int[] features, int[] nearest, float[] cosine) {
    /** Features of a piece: their vectors fit into a core's cache. */
    private static final int PIECE = 256;
    /** Multiplications in all: some ten seconds. */
    private static final double MOST = 2e11;

    /** Two features, the smaller number first. */
    record Pair(int first, int second, float cosine) {}

    static NearestVectors of(SaeWeights weights, Workers workers) {
        double each = (double) weights.design().inputs() * weights.design().features();
        return of(weights, (int) Math.min(weights.design().features(), Math.max(1, MOST / each)), workers);
    }

    /**
     * @param most that are looked at
     */
    static NearestVectors of(SaeWeights weights, int most, Workers workers) {
        int m = weights.design().features();
        int[] features =
                IntStream.range(0, most).map(i -> (int) ((long) i * m / most)).toArray();
        float[] inverse = inverseLengths(weights);
        int[] nearest = new int[most];
        float[] cosine = new float[most];
        workers.run((most + PIECE - 1) / PIECE, piece -> {
            int from = piece * PIECE;
            look(
                    weights,
                    inverse,
                    Arrays.copyOfRange(features, from, Math.min(most, from + PIECE)),
                    (i, other, value) -> {
                        nearest[from + i] = other;
                        cosine[from + i] = value;
                    });
        });
        return new NearestVectors(features, nearest, cosine);
    }

    @FunctionalInterface
    private interface Found {
        void take(int place, int other, float cosine);
    }

    private static void look(SaeWeights weights, float[] inverse, int[] features, Found found) {
        int n = weights.design().inputs();
        int m = weights.design().features();
        float[] decoder = weights.decoderWeight();
        int count = features.length;
        float[] own = new float[n * count]; // [n, count]
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < count; j++) {
                own[k * count + j] = decoder[k * m + features[j]];
            }
        }
        float[] best = new float[count];
        int[] where = new int[count];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        Arrays.fill(where, -1);
        float[] products = new float[count];
        for (int other = 0; other < m; other++) {
            Arrays.fill(products, 0);
            for (int k = 0; k < n; k++) {
                float value = decoder[k * m + other];
                int at = k * count;
                for (int j = 0; j < count; j++) {
                    products[j] += value * own[at + j];
                }
            }
            for (int j = 0; j < count; j++) {
                float cosine = products[j] * (inverse[other] * inverse[features[j]]); // alike from both sides
                if (features[j] != other && cosine > best[j]) {
                    best[j] = cosine;
                    where[j] = other;
                }
            }
        }
        for (int j = 0; j < count; j++) {
            found.take(j, where[j], best[j]);
        }
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
        Set<Pair> found = new HashSet<>();
        for (int j = 0; j < features.length; j++) {
            if (nearest[j] >= 0) {
                found.add(new Pair(Math.min(features[j], nearest[j]), Math.max(features[j], nearest[j]), cosine[j]));
            }
        }
        List<Pair> pairs = new ArrayList<>(found);
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
        return nearest.length < 1 || nearest[0] < 0
                ? Double.NaN
                : Quantiles.of(cosine).at(0.5);
    }
}
