package org.panderm4j.finetune;

import java.util.Arrays;
import org.panderm4j.eval.CrossEntropy;
import org.panderm4j.eval.Temperature;

/** What follows from logits. */
final class LogitScores {
    private LogitScores() {}

    /** Softmax, [n][classes]. */
    static double[][] probabilities(float[][] logits) {
        return Temperature.probabilities(1, wide(logits));
    }

    /** The cross-entropy, averaged within batches in the order given, and then over the batches. */
    static double meanLoss(int[] labels, float[][] logits, int batch) {
        double[][] rows = wide(logits);
        double sum = 0;
        int batches = 0;
        for (int from = 0; from < labels.length; from += batch) {
            int to = Math.min(from + batch, labels.length);
            double own = 0;
            for (int i = from; i < to; i++) {
                own += CrossEntropy.of(rows[i], labels[i]);
            }
            sum += own / (to - from);
            batches++;
        }
        return sum / batches;
    }

    /** The same in float64. */
    static double[][] wide(float[][] logits) {
        double[][] wide = new double[logits.length][];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = new double[logits[i].length];
            for (int c = 0; c < wide[i].length; c++) {
                wide[i][c] = logits[i][c];
            }
        }
        return wide;
    }

    /** Columns {@code first} and on of all rows. */
    static float[][] part(float[][] logits, int first, int count) {
        return Arrays.stream(logits)
                .map(row -> Arrays.copyOfRange(row, first, first + count))
                .toArray(float[][]::new);
    }
}
