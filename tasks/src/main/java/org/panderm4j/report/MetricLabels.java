package org.panderm4j.report;

import java.util.Map;

/** What the short names of metrics mean, in the words of a reader. */
final class MetricLabels {
    private record Label(String title, String meaning) {}

    private static final String AREA = "auroc";
    private static final String AREA_OF_TWO = "auroc_of_two";
    private static final String AREA_OF_PAIRS = "auroc_of_pairs";
    private static final String PRECISION = "aupr";
    private static final String PRECISION_OF_TWO = "aupr_of_two";

    private static final String SENSITIVITY = "sensitivity";
    private static final String SENSITIVITY_OF_TWO = "sensitivity_of_two";
    private static final String ACCURACY = "accuracy";
    private static final String ACCURACY_OF_TWO = "accuracy_of_two";

    private static final Map<String, Label> LABELS = Map.ofEntries(
            Map.entry("acc", new Label("Accuracy", "share of pictures whose most probable class is the true one")),
            Map.entry("bacc", new Label("Balanced accuracy", "mean recall of the classes, each counting the same")),
            Map.entry(
                    "kappa",
                    new Label(
                            "Quadratic kappa",
                            "agreement beyond chance, a miss counting as the square of the distance between class numbers;"
                                    + " for classes with an order")),
            Map.entry(
                    "weighted_f1", new Label("Weighted F1", "F1 of the classes, weighted by their number of pictures")),
            Map.entry("macro_f1", new Label("Macro F1", "F1 of the classes, each counting the same")),
            Map.entry(
                    "top3_acc",
                    new Label("Top-3 accuracy", "share of pictures whose true class is among the three most probable")),
            Map.entry(
                    AREA,
                    new Label("AUROC", "mean area under the ROC curve, one class against the rest; 0.5 is chance")),
            Map.entry(
                    "auroc_tie_free",
                    new Label("AUROC, tie-free", "the same from logit differences, which do not saturate in float32")),
            Map.entry(AREA_OF_TWO, new Label("AUROC", "area under the ROC curve of the second class; 0.5 is chance")),
            Map.entry(
                    AREA_OF_PAIRS,
                    new Label(
                            "AUROC, one against one",
                            "mean area under the ROC curve over all pairs of classes; 0.5 is chance")),
            Map.entry(
                    "auroc_ovr",
                    new Label(
                            "AUROC, one against the rest",
                            "mean over the classes of the area of one against all others; 0.5 is chance")),
            Map.entry(
                    PRECISION,
                    new Label(
                            "AUPR",
                            "average precision, the mean of the classes against the rest; chance is a class's share")),
            Map.entry(
                    PRECISION_OF_TWO,
                    new Label("AUPR", "average precision of the second class; chance is the share of that class")),
            Map.entry(ACCURACY, new Label("Accuracy", "share of cases whose most probable class is the true one")),
            Map.entry(
                    "balanced_acc",
                    new Label("Balanced accuracy", "mean recall of the classes, each counting the same")),
            Map.entry("f1", new Label("Macro F1", "F1 of the classes, each counting the same")),
            Map.entry("f1_macro", new Label("Macro F1", "F1 of the classes that occur, each counting the same")),
            Map.entry(
                    SENSITIVITY,
                    new Label(
                            "Sensitivity",
                            "recall of the classes that occur, predicted ones too, each counting the same")),
            Map.entry(SENSITIVITY_OF_TWO, new Label("Sensitivity", "recall of the second class")),
            Map.entry(ACCURACY_OF_TWO, new Label("Accuracy", "share of rows that are classified right")),
            Map.entry("balanced_accuracy", new Label("Balanced accuracy", "mean of sensitivity and specificity")),
            Map.entry("specificity", new Label("Specificity", "recall of the first class")),
            Map.entry(
                    "ece",
                    new Label(
                            "Calibration error (ECE)",
                            "mean distance between confidence and accuracy over 15 bins of confidence; 0 is best")),
            Map.entry(
                    "brier",
                    new Label(
                            "Brier score",
                            "mean squared distance of all class probabilities from the truth; 0 is best, 2 worst")));

    private MetricLabels() {}

    /** Under which name a linear probe's metric stands here: it takes areas otherwise than zero-shot classification does. */
    static String ofProbe(String name, int classes) {
        return switch (name) {
            case AREA -> classes == 2 ? AREA_OF_TWO : AREA_OF_PAIRS;
            case PRECISION -> classes == 2 ? PRECISION_OF_TWO : PRECISION;
            default -> name;
        };
    }

    /** Under which name a metric of multimodal fine-tuning stands here. */
    static String ofFinetune(String name, int classes) {
        if (classes != 2) {
            return name;
        }
        return switch (name) {
            case AREA -> AREA_OF_TWO;
            case PRECISION -> PRECISION_OF_TWO;
            case SENSITIVITY -> SENSITIVITY_OF_TWO;
            default -> name;
        };
    }

    /** Under which name a metric of a classifier of two classes stands here. */
    static String ofBinary(String name) {
        return switch (name) {
            case AREA -> AREA_OF_TWO;
            case SENSITIVITY -> SENSITIVITY_OF_TWO;
            case ACCURACY -> ACCURACY_OF_TWO;
            default -> name;
        };
    }

    static String title(String name) {
        return LABELS.containsKey(name) ? LABELS.get(name).title() : name.replace('_', ' ');
    }

    static String meaning(String name) {
        return LABELS.containsKey(name) ? LABELS.get(name).meaning() : "";
    }
}
