package org.panderm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.report.Fact;
import org.panderm4j.report.TrainingReport;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.SnapshotStore.Role;

/** A loop with the order of events of a real one, and weights that depend on every step before; also a program of its own. */
final class FakeTraining {
    static final long STEPS = 60;
    static final int WEIGHTS = 40_000;
    private static final int EVALUATE_EVERY = 5;
    private static final int SNAPSHOT_EVERY = 7;

    private final Path out;
    private final ProgressReport progress;
    private final float[] weights = new float[WEIGHTS];
    private double best = Double.POSITIVE_INFINITY;
    private long step;

    FakeTraining(Path out, ProgressReport progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Arguments: folder, milliseconds a step, and {@code --resume}. */
    public static void main(String[] arguments) throws IOException {
        long pause = Long.parseLong(arguments[1]);
        boolean resume = List.of(arguments).contains("--resume");
        try (Interruption interruption = Interruption.watch(() -> System.err.println("stopping after this step"))) {
            interruption.begin();
            new FakeTraining(Path.of(arguments[0]), ProgressReport.NONE)
                    .run(resume, interruption::isRequested, step -> sleep(pause));
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs to the end, or until it is asked to stop, or until {@code afterStep} throws. */
    void run(boolean resume, BooleanSupplier stop, LongConsumer afterStep) throws IOException {
        RunPlan plan = new RunPlan("pretrain", Map.of("--steps", Long.toString(STEPS)), 0, "digest");
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            TrainingRun.Settings settings = new TrainingRun.Settings("pretrain", STEPS, "pairs", 1);
            try (TrainingRun training = TrainingRun.open(run, settings, snapshotBytes(), progress)) {
                Optional<StoredSnapshot> last = training.last();
                if (last.isPresent()) {
                    try (StoredSnapshot state = last.get()) {
                        restore(state);
                    }
                }
                train(training, stop, afterStep);
            }
            if (step == STEPS) {
                run.write(
                        "report.html",
                        file -> TrainingReport.write(
                                TrainingFigures.of(run.path())
                                        .page("pretrain", List.of(new Fact("Best", "x")), List.of()),
                                file));
                run.finish(new RunFacts(Map.of(), Map.of()));
            }
        }
    }

    private static long snapshotBytes() {
        return SnapshotStore.bytes(List.of(new long[] {WEIGHTS}));
    }

    private void restore(SavedState snapshot) {
        step = snapshot.step();
        best = snapshot.numbers().get("best");
        snapshot.copy("weights", FloatBuffer.wrap(weights));
    }

    private Snapshot snapshot() {
        return new Snapshot(
                step,
                Map.of("best", best),
                Map.of("weights", new Snapshot.Values(new long[] {WEIGHTS}, FloatBuffer.wrap(weights))));
    }

    private void train(TrainingRun training, BooleanSupplier stop, LongConsumer afterStep) throws IOException {
        while (step < STEPS && !stop.getAsBoolean()) {
            double loss = step();
            training.stepped(new StepFigures(
                    step, 1 + (int) (step / 20), loss, Map.of(), 1e-3 / step, OptionalDouble.of(2 * loss), 4));
            if (step % EVALUATE_EVERY == 0) {
                evaluate(training, loss);
            }
            if (step % SNAPSHOT_EVERY == 0) {
                training.keep(Role.LAST, snapshot());
            }
            afterStep.accept(step);
        }
        training.keep(Role.LAST, snapshot());
    }

    private double step() {
        step++;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.9f * weights[i] + (float) Math.sin((double) (step * (i + 1)));
            sum += Math.abs(weights[i]);
        }
        return sum / weights.length;
    }

    private void evaluate(TrainingRun training, double loss) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss * 1.1);
        values.put("recall_at_5", 1 / loss);
        training.evaluated(new EvaluationFigures(step, 1 + (int) (step / 20), values));
        if (loss < best) {
            best = loss;
            training.keep(Role.BEST, snapshot());
        }
    }

    /** All lines of a run's metrics, without times. */
    static List<String> timeless(Path out) {
        try {
            return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
                    .map(line -> line.replaceAll(",\"(items_per_second|seconds)\":[0-9.E-]+", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a role's snapshot holds, as text: equal for equal bits. */
    static String state(Path out, Role role) throws IOException {
        try (StoredSnapshot stored = new SnapshotStore(out.resolve("snapshots"), "pretrain")
                .open(role)
                .orElseThrow()) {
            Snapshot snapshot = LoadedSnapshot.of(stored);
            return snapshot.step() + " " + snapshot.numbers() + " "
                    + new Checksums().of(snapshot.tensors().get("weights").values());
        }
    }
}
