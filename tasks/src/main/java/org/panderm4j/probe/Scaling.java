package org.panderm4j.probe;

import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.linear.LinearHead;

/**
 * What is done to features before the fit. The reference does nothing.
 *
 * @param unit whether each row is divided by its length first
 * @param standard whether each feature is then brought to mean 0 and standard deviation 1 over the training rows
 */
public record Scaling(boolean unit, boolean standard) {
    /** Features as they are. */
    public static final Scaling NONE = new Scaling(false, false);

    /** What the training rows say of each feature. */
    private record Moments(double[] mean, double[] deviation) {}

    /** Rows as the fit sees them, and the way back. */
    static final class Scaled {
        private final float[][] rows;
        private final Moments moments; // null without

        private Scaled(float[][] rows, Moments moments) {
            this.rows = rows;
            this.moments = moments;
        }

        /** [n][d]. */
        float[][] rows() {
            return rows;
        }

        /** A head of these rows as one of rows that were not standardised. */
        LinearHead unscaled(LinearHead head) {
            if (moments == null) {
                return head;
            }
            double[] weight = head.weight();
            double[] bias = head.bias();
            for (int i = 0; i < weight.length; i++) {
                weight[i] /= moments.deviation()[i % head.width()];
                bias[i / head.width()] -= weight[i] * moments.mean()[i % head.width()];
            }
            return LinearHead.of(weight, bias);
        }
    }

    /** Rows in the lengths that a head of this scaling takes, [n][d]. */
    float[][] lengths(float[][] rows) {
        return unit ? Vectors.unit(rows) : rows;
    }

    /** Training rows, after {@link #lengths}, as the fit sees them. */
    Scaled fit(float[][] rows) {
        if (!standard) {
            return new Scaled(rows, null);
        }
        Moments moments = moments(rows);
        float[][] scaled = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < scaled[i].length; j++) {
                scaled[i][j] = (float) ((rows[i][j] - moments.mean()[j]) / moments.deviation()[j]);
            }
        }
        return new Scaled(scaled, moments);
    }

    private static Moments moments(float[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                mean[j] += row[j] / (double) rows.length;
            }
        }
        boolean[] changes = new boolean[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                changes[j] |= row[j] != rows[0][j];
                double distance = row[j] - mean[j];
                deviation[j] += distance * distance / rows.length;
            }
        }
        for (int j = 0; j < width; j++) {
            // A feature that never changes says nothing; it stays at 0, also where its mean is rounded.
            mean[j] = changes[j] ? mean[j] : rows[0][j];
            deviation[j] = changes[j] && deviation[j] > 0 ? Math.sqrt(deviation[j]) : 1;
        }
        return new Moments(mean, deviation);
    }
}
