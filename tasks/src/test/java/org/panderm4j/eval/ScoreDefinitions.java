package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scores word for word as they are defined, however slow; NaN where undefined. */
final class ScoreDefinitions {
    private ScoreDefinitions() {}

    static double count(Predictions rows, IntPredicate wanted) {
        return IntStream.range(0, rows.rows()).filter(wanted).count();
    }

    /** By the matrices of the definition. */
    static double kappa(Predictions rows) {
        TreeSet<Integer> union = new TreeSet<>();
        for (int i = 0; i < rows.rows(); i++) {
            union.add(rows.label(i));
            union.add(rows.predicted(i));
        }
        List<Integer> labels = new ArrayList<>(union);
        double found = 0;
        double chance = 0;
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < labels.size(); j++) {
                int t = labels.get(i);
                int h = labels.get(j);
                double weight = (i - j) * (i - j);
                found += weight * count(rows, row -> rows.label(row) == t && rows.predicted(row) == h);
                chance += weight
                        * count(rows, row -> rows.label(row) == t)
                        * count(rows, row -> rows.predicted(row) == h)
                        / rows.rows();
            }
        }
        return 1 - found / chance; // NaN for one label
    }

    /** Share of pairs won by the positive rows, in a column. */
    private static double area(Predictions rows, int column, IntPredicate positive, IntPredicate negative) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                if (positive.test(i) && negative.test(j)) {
                    won += 0.5 * (1 + Math.signum(rows.probability(i, column) - rows.probability(j, column)));
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    static double restArea(Predictions rows, int label) {
        return area(rows, label, i -> rows.label(i) == label, i -> rows.label(i) != label);
    }

    static double auroc(Predictions rows) {
        if (rows.classes() == 2) {
            return restArea(rows, 1);
        }
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < rows.classes(); a++) {
            for (int b = a + 1; b < rows.classes(); b++) {
                int one = a;
                int other = b;
                sum += area(rows, a, i -> rows.label(i) == one, i -> rows.label(i) == other) / 2;
                sum += area(rows, b, i -> rows.label(i) == other, i -> rows.label(i) == one) / 2;
                pairs++;
            }
        }
        return sum / pairs;
    }

    static double oneVersusRest(Predictions rows) {
        return rows.classes() == 2
                ? restArea(rows, 1)
                : IntStream.range(0, rows.classes())
                        .mapToDouble(c -> restArea(rows, c))
                        .average()
                        .orElseThrow();
    }

    static double aupr(Predictions rows) {
        return rows.classes() == 2
                ? averagePrecision(rows, 1)
                : IntStream.range(0, rows.classes())
                        .mapToDouble(c -> averagePrecision(rows, c))
                        .average()
                        .orElseThrow();
    }

    static double averagePrecision(Predictions rows, int label) {
        double all = count(rows, i -> rows.label(i) == label);
        double[] thresholds = IntStream.range(0, rows.rows())
                .mapToDouble(i -> -rows.probability(i, label))
                .distinct()
                .sorted()
                .map(value -> -value)
                .toArray();
        double sum = 0;
        double recall = 0;
        for (double threshold : thresholds) {
            double chosen = count(rows, i -> rows.probability(i, label) >= threshold);
            double hits = count(rows, i -> rows.probability(i, label) >= threshold && rows.label(i) == label);
            sum += (hits / all - recall) * hits / chosen;
            recall = hits / all;
        }
        return sum;
    }
}
