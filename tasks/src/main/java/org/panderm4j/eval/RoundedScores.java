package org.panderm4j.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the reference of multimodal fine-tuning measures on a validation split to choose an epoch by: scores of each class rounded to four
 * digits, F1 made of rounded parts, and the rounded mean of those over all classes. What is undefined is 0.
 *
 * @param accuracy share of cases that are right, not rounded
 * @param precision by class
 * @param recall by class
 * @param specificity share of the cases of other classes that were not predicted as this one, by class
 * @param f1 by class
 * @param macroF1 mean over all classes
 */
public record RoundedScores(
        double accuracy,
        List<Double> precision,
        List<Double> recall,
        List<Double> specificity,
        List<Double> f1,
        double macroF1) {
    private static final int DIGITS = 4;

    public RoundedScores {
        precision = List.copyOf(precision);
        recall = List.copyOf(recall);
        specificity = List.copyOf(specificity);
        f1 = List.copyOf(f1);
    }

    /** Scores from counts. */
    public static RoundedScores of(ConfusionMatrix confusion) {
        List<Double> precision = byClass(confusion, confusion::precision);
        List<Double> recall = byClass(confusion, confusion::recall);
        List<Double> f1 = byClass(confusion, c -> {
            double sum = precision.get(c) + recall.get(c);
            return sum == 0 ? 0 : 2 * precision.get(c) * recall.get(c) / sum;
        });
        double mean = f1.stream().mapToDouble(one -> one).average().orElse(0);
        return new RoundedScores(
                confusion.accuracy(),
                precision,
                recall,
                byClass(confusion, c -> specificity(confusion, c)),
                f1,
                rounded(mean));
    }

    private static List<Double> byClass(ConfusionMatrix confusion, IntToDoubleFunction score) {
        return IntStream.range(0, confusion.classes())
                .mapToObj(c -> rounded(score.applyAsDouble(c)))
                .toList();
    }

    private static double specificity(ConfusionMatrix confusion, int label) {
        long others = 0;
        long rejected = 0;
        for (int c = 0; c < confusion.classes(); c++) {
            if (c != label) {
                others += confusion.support(c);
                rejected += confusion.support(c) - confusion.count(c, label);
            }
        }
        return others == 0 ? 0 : (double) rejected / others;
    }

    /** As Python rounds: the number itself, not what is written of it; half to even. */
    private static double rounded(double value) {
        return new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }
}
