package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.RunPlan;
import org.panderm4j.tune.TrialResult;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TunableMetric;
import org.panderm4j.tune.TuneResult;
import org.panderm4j.tune.TuneSettings;
import org.panderm4j.tune.TuneTask;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code panderm tune TASK} for one task. A subclass carries the task's name and the options of the task's own command that every
 * trial has in common, and makes the {@link Tunable} of them.
 */
abstract class TuneSubcommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private TuneOptions tune;

    TuneSubcommand(Console console) {
        this.console = console;
    }

    /** What trials work on, while the search runs. */
    interface Inputs extends AutoCloseable {
        /** What must be the same when the search goes on: digests of tables, of the model. */
        Collection<String> identity() throws IOException;

        /** What is known of the run's environment. */
        TuneTask.Facts facts();

        @Override
        default void close() throws IOException {}
    }

    /** The task, by the options in force. It is made before {@link #inputs}, so that a wrong space is told before a model is opened. */
    abstract Tunable tunable();

    /** Opens what the task's {@link Tunable#open} reads from; closed when the search is over. */
    abstract Inputs inputs() throws IOException;

    /** Words of the command that is tuned. */
    List<String> tuned() {
        return List.of(spec.name());
    }

    final CommonOptions common() {
        return common;
    }

    final Console console() {
        return console;
    }

    /** What the search is for; null for the task's first metric. */
    final String metric() {
        return tune.metric;
    }

    /** Trials at once; they share the processor's cores. */
    final int parallel() {
        return tune.parallel;
    }

    @Override
    public final Integer call() throws IOException {
        TuneSettings settings = tune.settings(common.seed);
        RepeatedWords words = new RepeatedWords(
                spec,
                Set.of(
                        "--space",
                        "--trials",
                        "--search",
                        "--grid-points",
                        "--metric",
                        "--parallel",
                        "--memory",
                        "--early-stopping"));
        Tunable tunable = tunable();
        try {
            TunableMetric.of(tunable.metrics(), settings.metric());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        TuneTask task = new TuneTask(tunable, settings, words.command(tuned(), run.out), common.progress(console));
        words.refuse(task.searched(), tune.space);
        try (Inputs inputs = inputs()) {
            RunPlan plan = plan(settings, inputs);
            Optional<TuneResult> result = task.run(run.out, plan, run.resume, inputs.facts(), this::note);
            return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
        }
    }

    private RunPlan plan(TuneSettings settings, Inputs opened) throws IOException {
        List<String> inputs = new ArrayList<>(opened.identity());
        inputs.add(Digests.ofFile(tune.space));
        RunPlan plan = run.plan(spec, common.seed, inputs);
        Map<String, String> options = new TreeMap<>(plan.options());
        if (settings.learns()) {
            // How many trials run at once says which results a trial knows of; without learning it says nothing.
            options.put("--parallel with --search genetic or --early-stopping", Integer.toString(tune.parallel));
        }
        return new RunPlan("tune " + plan.command(), options, plan.seed(), plan.inputsDigest());
    }

    private void note(String text) {
        if (!common.quiet) {
            console.messages().println("note: " + text);
        }
    }

    private int print(TuneResult result) {
        TrialResult best = result.best();
        TextTable table = new TextTable(
                "best", "trial " + best.trial() + " of " + result.trials().size());
        best.configuration().values().forEach(table::row);
        best.metrics().forEach((name, value) -> table.row("validation " + name, MetricCells.value(value)));
        table.print(console.results());
        console.results().println();
        console.results().println(result.command());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        List<Failure> failures = result.failed().stream()
                .map(trial -> new Failure(
                        trial.trial(), "trial " + trial.trial(), "trial " + trial.trial() + ": " + trial.reason()))
                .toList();
        return Skips.report(console, failures, run.out.resolve("failures.csv").toString());
    }
}
