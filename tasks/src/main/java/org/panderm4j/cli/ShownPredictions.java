package org.panderm4j.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.finetune.CasePrediction;
import org.panderm4j.finetune.ClassScores;
import org.panderm4j.finetune.MissingRule;

/** Predictions of cases as they are printed. */
record ShownPredictions(List<CasePrediction> predictions) {
    /** Classes of a single case. */
    private static final int TOP = 5;

    /** The likeliest classes of the only case, and what it lacks. */
    void printOne(PrintStream out) {
        CasePrediction only = predictions.get(0);
        ClassScores diagnosis = only.diagnosis();
        TextTable table = new TextTable("class", "probability");
        diagnosis.ranked().stream()
                .limit(TOP)
                .forEach(label -> table.row(
                        diagnosis.classNames().get(label),
                        TextTable.number(diagnosis.probabilities().get(label))));
        table.print(out);
        if (!only.criteria().isEmpty()) {
            TextTable criteria = new TextTable("criterion", "class", "probability");
            only.criteria()
                    .forEach((name, scores) ->
                            criteria.row(name, scores.className(), TextTable.number(scores.probability())));
            criteria.print(out);
        }
        if (!only.missing().isEmpty()) {
            out.println("missing: " + missing(only));
        }
    }

    /** A line a case. */
    void print(PrintStream out) {
        TextTable table = new TextTable("case", "class", "probability", "missing");
        for (CasePrediction one : predictions) {
            table.row(
                    name(one),
                    one.diagnosis().className(),
                    TextTable.number(one.diagnosis().probability()),
                    missing(one));
        }
        table.print(out);
    }

    private static String name(CasePrediction one) {
        return one.subject().pictures().stream()
                .findFirst()
                .map(NamedPicture::name)
                .orElse("line " + one.subject().line());
    }

    private static String missing(CasePrediction one) {
        String what = String.join(", ", one.missing());
        return one.rule().map(rule -> what + " (" + words(rule) + ")").orElse(what);
    }

    private static String words(MissingRule rule) {
        return switch (rule) {
            case SKIP -> "left out";
            case MEAN -> "mean: the mean feature of the training cases stands for the picture";
            case OTHER -> "other: the case's other picture stands for it";
            case ZERO -> "zero: a feature of zeros stands for the picture";
        };
    }

    /** An object a case. */
    List<Map<String, Object>> json() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (CasePrediction one : predictions) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("line", one.subject().line());
            node.put("clinical", picture(one.subject().clinical()));
            node.put("dermoscopic", picture(one.subject().dermoscopic()));
            node.put("predicted_label", one.diagnosis().label());
            node.put("predicted_class", one.diagnosis().className());
            node.put("probabilities", probabilities(one.diagnosis()));
            Map<String, Object> criteria = new LinkedHashMap<>();
            one.criteria().forEach((name, scores) -> criteria.put(name, probabilities(scores)));
            node.put("criteria", criteria);
            node.put("missing", one.missing());
            node.put("rule", one.rule().map(MissingRule::word).orElse(null));
            all.add(node);
        }
        return all;
    }

    private static String picture(Optional<NamedPicture> picture) {
        return picture.map(NamedPicture::name).orElse(null);
    }

    private static Map<String, Double> probabilities(ClassScores scores) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int c = 0; c < scores.classNames().size(); c++) {
            all.put(scores.classNames().get(c), scores.probabilities().get(c));
        }
        return all;
    }
}
