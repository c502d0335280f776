package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.data.random.SolverSeed;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.nn.linear.L1Sgd;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Trains a concept bottleneck on one table and tests it on another, such as one without the first one's bias. */
public final class FixedTask {
    private final ProgressReport progress;

    public FixedTask(ProgressReport progress) {
        this.progress = progress;
    }

    /**
     * Runs, unless that was done before.
     *
     * @return empty if the run was finished before
     * @throws IOException when arrays and tables do not fit, or a value is not finite
     */
    public Optional<FixedResult> run(FixedInputs inputs, Path out, RunPlan plan, boolean resume) throws IOException {
        inputs.check();
        List<String> groups = inputs.groups();
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            FixedResult result = test(inputs, groups);
            new FixedFiles(run, plan).write(result);
            run.finish(new RunFacts(
                    Map.of(),
                    Map.of(
                            "train_table", Digests.ofFile(inputs.train().table().file()),
                            "test_table", Digests.ofFile(inputs.test().table().file()),
                            "train_activations",
                                    Digests.ofFile(inputs.trainActivations().file()),
                            "test_activations",
                                    Digests.ofFile(inputs.testActivations().file()))));
            return Optional.of(result);
        }
    }

    private FixedResult test(FixedInputs inputs, List<String> groups) throws IOException {
        SparseRows train = inputs.trainActivations().sparse(progress);
        L1Sgd.Fit fit = fit(inputs, train);
        SparseRows tested = inputs.testActivations().sparse(progress);
        double[] decisions = fit.classifier().decisions(tested);
        BinaryMetrics metrics = Scoring.of(inputs.test().labels(), decisions);
        List<String> notes = new ArrayList<>();
        inputs.train().note().ifPresent(notes::add);
        inputs.test().note().ifPresent(notes::add);
        if (!fit.converged()) {
            notes.add(
                    "the fit was still improving after " + inputs.solver().maxEpochs() + " epochs; raise --max-epochs");
        }
        return new FixedResult(
                inputs,
                fit,
                NeuronActivity.of(train),
                decisions,
                metrics,
                metrics.summary(Bootstrap.of(inputs.seed())),
                groups(metrics, groups, inputs.seed()),
                notes);
    }

    private static L1Sgd.Fit fit(FixedInputs inputs, SparseRows train) throws IOException {
        int[] all = IntStream.range(0, train.rows()).toArray();
        int seed = SolverSeed.of(CbmSettings.fixedState(inputs.seed()));
        try {
            return inputs.solver().fit(train, all, inputs.train().areOnes(), seed);
        } catch (ArithmeticException e) {
            throw new IOException(inputs.trainActivations().file() + ": " + e.getMessage(), e);
        }
    }

    /** By value, ascending. */
    static List<FixedResult.Group> groups(BinaryMetrics metrics, List<String> values, long seed) {
        return Groups.rows(values).stream()
                .map(group -> new FixedResult.Group(
                        group.value(),
                        group.rows().length,
                        Groups.metrics(metrics, group).summary(Bootstrap.of(seed))))
                .toList();
    }
}
