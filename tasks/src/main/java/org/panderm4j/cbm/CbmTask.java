package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.panderm4j.concepts.ClassImportance;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Trains a concept bottleneck over splits and leaves its run folder. */
public final class CbmTask {
    private final CbmSettings settings;
    private final int threads;
    private final ProgressReport progress;

    /** @param threads each with a split at a time */
    public CbmTask(CbmSettings settings, int threads, ProgressReport progress) {
        this.settings = settings;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs, unless that was done before.
     *
     * @return empty if the run was finished before
     * @throws IOException when array and table do not fit, a value is not finite, or the rows cannot be split
     */
    public Optional<CbmResult> run(CbmInputs inputs, Path out, RunPlan plan, boolean resume) throws IOException {
        inputs.labels().requireRows(inputs.activations());
        if (inputs.baseline().isPresent()) {
            inputs.labels().requireRows(inputs.baseline().get());
        }
        List<String> groups = inputs.groups();
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            CbmResult result = train(inputs, groups);
            new CbmFiles(run, settings, plan).write(result);
            run.finish(new RunFacts(Map.of(), digests(inputs)));
            return Optional.of(result);
        }
    }

    private CbmResult train(CbmInputs inputs, List<String> groups) throws IOException {
        SparseRows rows = inputs.activations().sparse(progress);
        CbmResult.Held held = new CbmResult.Held(rows.rows(), rows.width(), rows.nonZeros());
        List<String> notes = new ArrayList<>();
        inputs.labels().note().ifPresent(notes::add);
        SplitStudy study = study(inputs, groups, rows, inputs.name());
        note(study, inputs.name(), notes);
        Optional<SplitStudy> baseline = Optional.empty();
        if (inputs.baseline().isPresent()) {
            SparseRows raw = inputs.baseline().get().sparse(progress);
            baseline = Optional.of(study(inputs, List.of(), raw, "baseline"));
            note(baseline.get(), "baseline", notes);
        }
        return new CbmResult(
                inputs, study, held, importance(inputs.labels(), rows), NeuronActivity.of(rows), baseline, notes);
    }

    private static ClassImportance importance(BinaryLabels labels, SparseRows rows) {
        ClassImportance importance = new ClassImportance(2, rows.width());
        for (int row = 0; row < rows.rows(); row++) {
            importance.add(rows.row(row), labels.labels()[row]);
        }
        return importance;
    }

    private SplitStudy study(CbmInputs inputs, List<String> groups, SparseRows rows, String what) throws IOException {
        try (Workers workers = new Workers(threads)) {
            return new SplitTrainer(settings, inputs.labels(), groups)
                    .train(rows, workers, progress.begin("train on " + what, "splits", settings.splits()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    inputs.labels().table().file() + ", column "
                            + inputs.labels().column() + ": " + e.getMessage(),
                    e);
        }
    }

    private void note(SplitStudy study, String what, List<String> notes) {
        if (study.unconverged() > 0) {
            notes.add(what + ": " + study.unconverged() + " of " + study.fits().size()
                    + " fits were still improving after " + settings.solver().maxEpochs()
                    + " epochs; raise --max-epochs");
        }
        if (study.mean().live() == 0) {
            notes.add(
                    what + ": the penalty holds all weights at 0; lower --alpha, or check that the activations are not"
                            + " all 0");
        }
    }

    private static Map<String, String> digests(CbmInputs inputs) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        digests.put("table", Digests.ofFile(inputs.labels().table().file()));
        digests.put("activations", Digests.ofFile(inputs.activations().file()));
        if (inputs.baseline().isPresent()) {
            digests.put("baseline", Digests.ofFile(inputs.baseline().get().file()));
        }
        return digests;
    }
}
