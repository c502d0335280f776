package org.panderm4j.nn.fusion;

import java.util.Optional;

/**
 * What a batch of b cases is.
 *
 * @param labels [outputs][b]: classes from 0; {@link #UNKNOWN} where it is not known, for further outputs only
 * @param mix which cases are mixed, if any
 */
public record FusionTargets(int[][] labels, Optional<Mix> mix) {
    /** A label that nobody knows. */
    public static final int UNKNOWN = -1;

    public FusionTargets {
        if (labels.length == 0 || labels[0].length == 0) {
            throw new IllegalArgumentException("expected labels of at least one output and one case, found none");
        }
        for (int[] output : labels) {
            if (output.length != labels[0].length) {
                throw new IllegalArgumentException("expected a label of each output for each of the " + labels[0].length
                        + " cases, found " + output.length);
            }
        }
        if (mix.isPresent() && mix.get().partners().length != labels[0].length) {
            throw new IllegalArgumentException("expected a partner for each of the " + labels[0].length
                    + " cases, found " + mix.get().partners().length);
        }
    }

    /** Nothing mixed. */
    public static FusionTargets of(int[]... labels) {
        return new FusionTargets(labels, Optional.empty());
    }

    /** Cases. */
    public int size() {
        return labels[0].length;
    }

    /**
     * Mix-up (Zhang et al. 2018), here of features (manifold mix-up, Verma et al. 2019): case i becomes share of itself and the
     * rest of its partner, and so do its labels.
     *
     * @param partners [b]: a permutation of the cases
     * @param shares [b]: from 0 to 1, how much of a case is itself
     */
    public record Mix(int[] partners, double[] shares) {
        public Mix {
            boolean[] taken = new boolean[partners.length];
            for (int partner : partners) {
                if (partner < 0 || partner >= partners.length || taken[partner]) {
                    throw new IllegalArgumentException("expected a permutation of the " + partners.length
                            + " cases as partners, found " + partner + " out of place");
                }
                taken[partner] = true;
            }
            if (shares.length != partners.length) {
                throw new IllegalArgumentException(
                        "expected a share for each of " + partners.length + " cases, found " + shares.length);
            }
            for (double share : shares) {
                if (!(share >= 0 && share <= 1)) {
                    throw new IllegalArgumentException("expected shares from 0 to 1, found " + share);
                }
            }
        }

        /** Features of the mixed cases. */
        float[][] mixed(float[][] rows) {
            float[][] mixed = new float[rows.length][rows[0].length];
            for (int i = 0; i < rows.length; i++) {
                add(mixed[i], rows[i], shares[i]);
                add(mixed[i], rows[partners[i]], 1 - shares[i]);
            }
            return mixed;
        }

        /** Gradients by the features of the cases, from those by the mixed ones. */
        float[][] unmixed(float[][] gradients) {
            float[][] own = new float[gradients.length][gradients[0].length];
            for (int i = 0; i < gradients.length; i++) {
                add(own[i], gradients[i], shares[i]);
                add(own[partners[i]], gradients[i], 1 - shares[i]);
            }
            return own;
        }

        private static void add(float[] sum, float[] row, double factor) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (factor * row[i]);
            }
        }
    }
}
