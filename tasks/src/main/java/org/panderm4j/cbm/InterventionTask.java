package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.data.npy.NpyFloatWriter;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Changes features of test rows, and classifies the rows before and after. Weights stay as they are. */
public final class InterventionTask {
    /** As the reference's script calls it. */
    static final String ACTIVATIONS = "learned_activation_after_intervention.npy";

    private final ProgressReport progress;

    public InterventionTask(ProgressReport progress) {
        this.progress = progress;
    }

    /**
     * Runs, unless that was done before. Rows are streamed: of the array one piece at a time is in memory.
     *
     * @return empty if the run was finished before
     * @throws IOException when array, table and classifier do not fit, or a value is not finite
     */
    public Optional<InterventionResult> run(InterventionInputs inputs, Path out, RunPlan plan, boolean resume)
            throws IOException {
        inputs.check();
        List<String> groups = inputs.groupColumn().isEmpty()
                ? List.of()
                : Groups.of(inputs.labels().table(), inputs.groupColumn().get());
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            InterventionResult result = intervene(inputs, groups, run);
            new InterventionFiles(run, inputs).write(result);
            run.finish(new RunFacts(
                    Map.of(),
                    Map.of(
                            "table", Digests.ofFile(inputs.labels().table().file()),
                            "activations", Digests.ofFile(inputs.activations().file()))));
            return Optional.of(result);
        }
    }

    private InterventionResult intervene(InterventionInputs inputs, List<String> groups, RunFolder run)
            throws IOException {
        int rows = inputs.labels().labels().length;
        double[] before = new double[rows];
        double[] after = new double[rows];
        BinaryClassifier classifier = inputs.cbm().classifier();
        Intervention intervention = inputs.intervention();
        Optional<Recalibration> recalibration = inputs.recalibration(progress);
        double shift = recalibration.map(Recalibration::shift).orElse(0.0);
        try (NpyFloatWriter changed = NpyFloatWriter.create(run.aside(ACTIVATIONS), classifier.weight().length)) {
            inputs.activations()
                    .read(
                            (number, row) -> {
                                float[] other = intervention.of(row);
                                requireFinite(inputs, number, other);
                                before[(int) number] = classifier.decision(row);
                                after[(int) number] = classifier.decision(other) + shift;
                                changed.append(other);
                            },
                            progress);
        }
        run.publish(ACTIVATIONS);
        return result(inputs, recalibration, groups, before, after);
    }

    /** What was read is finite, so only the change can have left the numbers that an activation may be. */
    private static void requireFinite(InterventionInputs inputs, long number, float... changed) throws IOException {
        for (ChosenNeuron one : inputs.neurons()) {
            float value = changed[one.neuron()];
            if (!Float.isFinite(value)) {
                throw new IOException(inputs.activations().file() + ", row " + number + " (counted from 0), column "
                        + one.neuron() + ": expected a finite activation after the change, found " + value + ", "
                        + inputs.told() + "; use a smaller --scale");
            }
        }
    }

    private static InterventionResult result(
            InterventionInputs inputs,
            Optional<Recalibration> recalibration,
            List<String> groups,
            double[] before,
            double[] after) {
        int[] labels = inputs.labels().labels();
        BinaryMetrics first = Scoring.of(labels, before);
        BinaryMetrics second = Scoring.of(labels, after);
        Bootstrap bootstrap = Bootstrap.of(inputs.seed());
        List<InterventionResult.Group> byGroup = new ArrayList<>();
        for (Groups.Rows group : Groups.rows(groups)) {
            byGroup.add(new InterventionResult.Group(
                    group.value(),
                    group.rows().length,
                    compared(Groups.metrics(first, group), Groups.metrics(second, group), bootstrap)));
        }
        return new InterventionResult(
                inputs.labels(),
                recalibration,
                inputs.neurons(),
                before,
                after,
                first,
                second,
                compared(first, second, bootstrap),
                byGroup,
                remarks(inputs));
    }

    private static InterventionResult.Comparison compared(
            BinaryMetrics before, BinaryMetrics after, Bootstrap bootstrap) {
        return new InterventionResult.Comparison(
                before.summary(bootstrap), after.summary(bootstrap), after.change(before, bootstrap));
    }

    private static List<String> remarks(InterventionInputs inputs) {
        List<String> notes = new ArrayList<>();
        inputs.labels().note().ifPresent(notes::add);
        List<String> idle = inputs.neurons().stream()
                .filter(one -> one.importance() == 0)
                .map(one -> Integer.toString(one.neuron()))
                .toList();
        if (!idle.isEmpty()) {
            notes.add(
                    "neurons without a weight in the classifier, which change no decision: " + String.join(", ", idle));
        }
        return notes;
    }
}
