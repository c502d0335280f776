package org.panderm4j.cbm;

import java.io.IOException;
import java.util.Arrays;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.run.ProgressReport;

/**
 * Moves the intercept after an intervention, so that of the training rows as many are classified as 1 as before it. The
 * intercept was learned with the changed features active; without them it may call all rows one class. No label is
 * looked at, and no test row.
 *
 * @param shift to add to every decision after the change
 * @param rows of the training
 * @param positive of them classified as 1, before and after
 */
public record Recalibration(double shift, int rows, int positive) {
    /**
     * From training rows, of which one piece at a time is in memory.
     *
     * @throws IOException when they do not fit the classifier, are not finite, or were all classified alike before
     */
    static Recalibration of(
            BinaryClassifier classifier, Intervention intervention, ActivationRows rows, ProgressReport progress)
            throws IOException {
        double[] after = new double[Math.toIntExact(rows.rows())];
        int[] positive = new int[1];
        rows.read(
                (number, row) -> {
                    positive[0] += classifier.decision(row) > 0 ? 1 : 0;
                    after[(int) number] = classifier.decision(intervention.of(row));
                },
                progress);
        if (positive[0] == 0 || positive[0] == after.length) {
            throw new IOException("expected training rows of both classes before the change to keep their share, found "
                    + positive[0] + " of " + after.length + " rows of " + rows.file()
                    + " classified as 1; leave out --recalibrate, or train with a smaller --alpha");
        }
        Arrays.sort(after);
        int first = after.length - positive[0]; // of those to call 1
        return new Recalibration(-(after[first - 1] + after[first]) / 2, after.length, positive[0]);
    }

    /** In words. */
    public String told() {
        return "moved by " + shift + ": as before the change, " + positive + " of " + rows
                + " training rows are classified as 1";
    }
}
