package org.panderm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongToIntFunction;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.loop.StepReport;
import org.panderm4j.nn.train.loop.TrainingListener;

/** Passes on what the training loop tells to the files and the display of a run. */
final class RunListener implements TrainingListener {
    private final TrainingRun run;
    private final int stepsPerEpoch;
    private final LongToIntFunction items;
    private Map<String, Double> metrics = Map.of();
    private Map<String, Double> bestMetrics = Map.of();

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    /**
     * @param items pairs of a step, by the steps done before it
     */
    RunListener(TrainingRun run, int stepsPerEpoch, LongToIntFunction items) {
        this.run = run;
        this.stepsPerEpoch = stepsPerEpoch;
        this.items = items;
    }

    /** What the last evaluation gave; empty if there was none in this part of the run. */
    Map<String, Double> metrics() {
        return metrics;
    }

    /** What the best evaluation gave; empty if it was not in this part of the run. */
    Map<String, Double> bestMetrics() {
        return bestMetrics;
    }

    @Override
    public void stepped(StepReport report) {
        StepFigures figures = new StepFigures(
                report.step(),
                epoch(report.step()),
                report.result().loss(),
                report.result().others(),
                report.rate(),
                OptionalDouble.of(report.gradientNorm()),
                items.applyAsInt(report.step() - 1));
        write(() -> run.stepped(figures));
    }

    private int epoch(long step) {
        return (int) ((step - 1) / stepsPerEpoch) + 1;
    }

    @Override
    public void evaluated(long step, Map<String, Double> found, boolean best) {
        metrics = found;
        bestMetrics = best ? found : bestMetrics;
        write(() -> run.evaluated(new EvaluationFigures(step, epoch(step), found)));
    }

    @Override
    public void best(Snapshot snapshot) {
        write(() -> run.keep(SnapshotStore.Role.BEST, snapshot));
    }

    @Override
    public void last(Snapshot snapshot) {
        write(() -> run.keep(SnapshotStore.Role.LAST, snapshot));
    }

    @Override
    public void diverged(Snapshot snapshot) {
        write(() -> run.keep(SnapshotStore.Role.DIVERGED, snapshot));
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
