package org.panderm4j.nn.sae;

import java.util.Optional;

/**
 * How a sparse autoencoder is trained.
 *
 * @param batch rows of a step; the last one of an epoch may have fewer
 * @param epochs times that all rows are seen
 * @param lambda of the L1 penalty, 0 or more
 * @param idleSteps steps without activation from which a feature counts as dead for the {@linkplain AuxiliaryLoss auxiliary loss};
 *     0 for those of an epoch
 * @param resampling of dead features, if it is wanted
 */
public record SaeTraining(int batch, int epochs, double lambda, long idleSteps, Optional<Resampling> resampling) {
    /** Of the reference's training script. */
    public static final SaeTraining REFERENCE = new SaeTraining(4096, 200, 3e-5, 0, Optional.empty());

    public SaeTraining {
        if (batch < 1 || epochs < 1 || idleSteps < 0 || !(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected at least 1 row a batch, 1 epoch, a finite penalty of 0 or more and"
                            + " 0 or more idle steps, found " + batch + ", " + epochs + ", " + lambda + " and "
                            + idleSteps);
        }
    }

    /** Steps of an epoch. */
    public long stepsPerEpoch(int rows) {
        return ((long) rows + batch - 1) / batch;
    }

    /** Steps of the whole run. */
    public long steps(int rows) {
        return Math.multiplyExact(stepsPerEpoch(rows), epochs);
    }

    /**
     * When features that no row has activated begin anew, from rows that are reconstructed badly.
     *
     * @param every epochs from one time to the next, over which activations are counted
     * @param rest it happens after an epoch (from 0) only if that number and this together are below the last epoch's
     * @param atMost times
     * @param rows that losses are computed of; 0 for all
     */
    public record Resampling(int every, int rest, int atMost, int rows) {
        public Resampling {
            if (every < 1 || rest < 0 || atMost < 0 || rows < 0) {
                throw new IllegalArgumentException("expected resampling every 1 or more epochs, the others 0 or more,"
                        + " found " + every + ", " + rest + ", " + atMost + " and " + rows);
            }
        }

        /** As the reference would, were its intervals shorter than its runs: none in the last {@code epochs + 1} epochs. */
        public static Resampling every(int epochs) {
            return new Resampling(epochs, epochs, Integer.MAX_VALUE, 0);
        }
    }
}
