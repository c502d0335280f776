package org.panderm4j.report;

import java.util.Map;

/** What the short names of metrics mean, in the words of a reader. */
final class MetricLabels {
    private record Label(String title, String meaning) {}

    private static final Map<String, Label> LABELS = Map.of(
            "acc", new Label("Accuracy", "share of pictures whose most probable class is the true one"),
            "bacc", new Label("Balanced accuracy", "mean recall of the classes, each counting the same"),
            "weighted_f1", new Label("Weighted F1", "F1 of the classes, weighted by their number of pictures"),
            "macro_f1", new Label("Macro F1", "F1 of the classes, each counting the same"),
            "top3_acc",
                    new Label("Top-3 accuracy", "share of pictures whose true class is among the three most probable"),
            "auroc", new Label("AUROC", "mean area under the ROC curve, one class against the rest; 0.5 is chance"),
            "auroc_tie_free",
                    new Label("AUROC, tie-free", "the same from logit differences, which do not saturate in float32"));

    private MetricLabels() {}

    static String title(String name) {
        return LABELS.containsKey(name) ? LABELS.get(name).title() : name.replace('_', ' ');
    }

    static String meaning(String name) {
        return LABELS.containsKey(name) ? LABELS.get(name).meaning() : "";
    }
}
