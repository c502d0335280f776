package org.panderm4j.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.panderm4j.eval.ConfusionMatrix;

/** One class in the table of classes. */
record ClassRow(int label, String name, long support, double precision, double recall, double f1) {
    static List<ClassRow> of(ConfusionMatrix matrix, List<String> classes) {
        return IntStream.range(0, classes.size())
                .mapToObj(c -> new ClassRow(
                        c, classes.get(c), matrix.support(c), matrix.precision(c), matrix.recall(c), matrix.f1(c)))
                .toList();
    }

    /** Classes with pictures, those the model finds hardest first. */
    static List<ClassRow> hardest(List<ClassRow> rows, int limit) {
        return rows.stream()
                .filter(row -> row.support > 0)
                .sorted(Comparator.comparingDouble(ClassRow::f1).thenComparing(row -> -row.support))
                .limit(limit)
                .toList();
    }
}
