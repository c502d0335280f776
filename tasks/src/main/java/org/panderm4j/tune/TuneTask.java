package org.panderm4j.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/**
 * Searches the options of a task and writes {@code trials.csv}, {@code results.json}, {@code best.txt}, {@code best-command.txt} and
 * {@code report.html}.
 */
public final class TuneTask {
    /** What is known of the run's environment: versions, digest of the model. */
    @FunctionalInterface
    public interface Facts {
        RunFacts with(Map<String, String> digests) throws IOException;
    }

    private final Tunable tunable;
    private final TuneSettings settings;
    private final List<String> command;
    private final ProgressReport progress;
    private final SearchSpace space;
    private final TunableMetric metric;

    /**
     * Reads and checks what is to be searched.
     *
     * @param command words of the task's command line that all trials have in common, from {@code ./panderm} on
     * @throws IOException when the space file is not one, or its grid has more configurations than {@code trials}
     */
    public TuneTask(Tunable tunable, TuneSettings settings, List<String> command, ProgressReport progress)
            throws IOException {
        this.tunable = tunable;
        this.settings = settings;
        this.command = List.copyOf(command);
        this.progress = progress;
        this.metric = TunableMetric.of(tunable.metrics(), settings.metric());
        this.space = SpaceFile.read(settings.space(), tunable.options());
        long grid = settings.kind() == SearchKind.GRID ? space.gridSize(settings.gridPoints()) : 0;
        if (grid > settings.trials()) {
            throw new IOException(settings.space() + ": expected a grid of at most --trials " + settings.trials()
                    + " configurations, found " + (grid == Long.MAX_VALUE ? "more than can be counted" : grid)
                    + " with --grid-points " + settings.gridPoints());
        }
    }

    /** Names of the options that the space names. */
    public List<String> searched() {
        return space.dimensions().stream().map(one -> one.option().name()).toList();
    }

    /**
     * Runs, or goes on with an interrupted search.
     *
     * @param note is told what a user may want to know
     * @return empty if the search was finished before
     * @throws IOException when no trial came to its end; nothing of the run is left then
     */
    public Optional<TuneResult> run(Path out, RunPlan plan, boolean resume, Facts facts, Consumer<String> note)
            throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            List<TrialResult> trials = search(run);
            if (trials.size() < settings.trials()) {
                note.accept("the space has no more than " + trials.size() + " configurations to try");
            }
            TrialResult best = TuneResult.best(trials, metric).orElse(null);
            if (best == null) {
                run.abandon();
                throw noneFinished(trials);
            }
            TuneResult result = new TuneResult(metric, trials, best, new BestCommand(command, space).of(best));
            result.failed().forEach(trial -> run.failures().add(failure(trial)));
            new TuneFiles(tunable, space, settings, run).write(result);
            run.finish(facts.with(Map.of("space", Digests.ofFile(settings.space()))));
            return Optional.of(result);
        }
    }

    private List<TrialResult> search(RunFolder run) throws IOException {
        ProgressReport.Step step = progress.begin("tune " + tunable.name(), "trials", settings.trials());
        BestSoFar best = new BestSoFar(metric);
        AtomicInteger done = new AtomicInteger();
        try (TrialJournal journal = TrialJournal.open(run);
                Experiment experiment = tunable.open(run)) {
            return new Search(experiment, space, settings, metric, journal, result -> {
                        best.add(result);
                        step.reach(done.incrementAndGet(), best::note);
                    })
                    .run();
        }
    }

    private static Failure failure(TrialResult trial) {
        return new Failure(
                trial.trial() - 1L, "trial " + trial.trial() + " (" + trial.configuration() + ")", trial.reason());
    }

    private IOException noneFinished(List<TrialResult> trials) {
        TrialResult first = trials.get(0);
        return new IOException("all " + trials.size() + " trials failed; the first, with " + first.configuration()
                + ": " + first.reason());
    }

    /** For the progress. */
    private static final class BestSoFar {
        private final TunableMetric metric;
        private TrialResult best;

        BestSoFar(TunableMetric metric) {
            this.metric = metric;
        }

        void add(TrialResult result) {
            boolean counts = result.status() == TrialStatus.FINISHED;
            if (counts && (best == null || metric.isBetter(result.score(metric), best.score(metric)))) {
                best = result;
            }
        }

        String note() {
            return best == null
                    ? ""
                    : "best " + metric.name() + " "
                            + NumberText.drawn(best.score(metric), -Double.MAX_VALUE, Double.MAX_VALUE) + " with "
                            + best.configuration();
        }
    }
}
