package org.panderm4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.train.EvaluationFigures;

/**
 * What evaluations on the way measure, known before anything is read.
 *
 * @param pairs whether there are held-out pairs: loss and retrieval
 * @param dataSets names of the labelled data sets: accuracy and balanced accuracy
 */
public record MeasuredMetrics(boolean pairs, List<String> dataSets) {
    private static final String ACCURACY = "_acc";
    private static final String BALANCED_ACCURACY = "_bacc";
    private static final String RANK = "_rank";

    public MeasuredMetrics {
        dataSets = List.copyOf(dataSets);
    }

    /** By the names that they are watched and reported by, in the order of the report. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (pairs) {
            names.add(EvaluationFigures.LOSS);
            names.addAll(RetrievalMetrics.names());
        }
        for (String dataSet : dataSets) {
            names.add(accuracy(dataSet));
            names.add(balancedAccuracy(dataSet));
        }
        return names;
    }

    /** Whether a larger value of it is better; not so of losses and ranks. */
    public static boolean largerIsBetter(String name) {
        return !name.equals(EvaluationFigures.LOSS) && !name.endsWith(RANK);
    }

    static String accuracy(String dataSet) {
        return dataSet + ACCURACY;
    }

    static String balancedAccuracy(String dataSet) {
        return dataSet + BALANCED_ACCURACY;
    }
}
