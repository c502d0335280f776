package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.report.CurveChart;
import org.panderm4j.train.TrainingFigures;

/** The curves of a run's training: what says most, and the rest. */
final class FinetuneCurves {
    private static final String LOSS = "Loss";
    private static final String RATE = "Learning rate";
    /** Titles of the figures of the validation cases, by those that they come with. */
    private static final Map<String, String> MEASURES = Map.of(
            "Acc", "Accuracy, validation",
            "F1", "Macro F1, validation",
            "Auroc", "AUROC, validation",
            "Bacc", "Balanced accuracy, validation");

    private static final Map<String, String> WATCHED = Map.of("acc", "Acc", "f1", "F1", "auroc", "Auroc");

    private final List<CurveChart> first = new ArrayList<>();
    private final List<CurveChart> others = new ArrayList<>();

    /**
     * @param monitor the figure that said which epoch is best, if one did
     */
    FinetuneCurves(TrainingFigures training, Optional<String> monitor) {
        String watched = monitor.map(WATCHED::get).orElse("Bacc");
        for (CurveChart chart : training.page("", List.of(), List.of()).charts()) {
            boolean leads = List.of(LOSS, watched, "Bacc", RATE).contains(chart.title());
            (leads ? first : others).add(named(chart));
        }
    }

    private static CurveChart named(CurveChart chart) {
        return MEASURES.containsKey(chart.title())
                ? new CurveChart(MEASURES.get(chart.title()), chart.note(), chart.curves())
                : chart;
    }

    List<CurveChart> first() {
        return first;
    }

    List<CurveChart> others() {
        return others;
    }
}
