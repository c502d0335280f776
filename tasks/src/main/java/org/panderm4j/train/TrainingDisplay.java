package org.panderm4j.train;

import java.util.Locale;
import java.util.Map;
import org.panderm4j.run.Machine;
import org.panderm4j.run.ProgressReport;

/** What somebody who waits for a training run wants to see, beside how far it is. */
final class TrainingDisplay {
    private final ProgressReport.Step progress;
    private final String unit;
    private final String measured;
    private String evaluation = "";

    TrainingDisplay(ProgressReport progress, TrainingRun.Settings settings, long done) {
        this.progress = progress.begin(settings.task(), "steps", settings.steps());
        this.unit = settings.unit();
        this.measured = settings.byEpoch() ? "epoch" : "validation";
        this.progress.reach(done);
    }

    void stepped(StepFigures figures, double itemsPerSecond) {
        progress.reach(figures.step(), () -> note(figures, itemsPerSecond));
    }

    /** The first value of the last evaluation stays in sight. */
    void evaluated(EvaluationFigures figures) {
        Map<String, Double> values = figures.values();
        if (!values.isEmpty()) {
            String name = values.containsKey(EvaluationFigures.LOSS)
                    ? EvaluationFigures.LOSS
                    : values.keySet().iterator().next();
            evaluation = String.format(Locale.ROOT, ", %s %s %.4f", measured, name, values.get(name));
        }
    }

    private String note(StepFigures figures, double itemsPerSecond) {
        StringBuilder note = new StringBuilder();
        note.append(String.format(Locale.ROOT, "loss %.4f%s", figures.loss(), evaluation));
        note.append(String.format(Locale.ROOT, ", rate %.2e", figures.learningRate()));
        figures.gradientNorm().ifPresent(norm -> note.append(String.format(Locale.ROOT, ", gradient norm %.3f", norm)));
        note.append(String.format(Locale.ROOT, ", %.1f %s a second", itemsPerSecond, unit));
        Machine.residentMemory()
                .ifPresent(bytes -> note.append(String.format(Locale.ROOT, ", %.2f GB of memory", bytes / 1e9)));
        return note.toString();
    }
}
