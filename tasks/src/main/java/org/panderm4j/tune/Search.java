package org.panderm4j.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the trials of a search, several at once, so that what comes out does not depend on how fast each of them is.
 *
 * <p>Arbiter has a runner of its own, which hands every result to the generator as soon as it is there and draws the next candidate
 * whenever a thread is free. With several threads, or when a search goes on with results that are already there, a genetic search
 * then draws other candidates; and it knows neither a memory budget nor trials that end early. Here a trial of a search that learns
 * begins when all but the last {@code parallel - 1} trials before it are over, and knows of those alone. Otherwise it begins as soon
 * as there is a thread and memory for it.
 */
final class Search {
    private final Experiment experiment;
    private final TuneSettings settings;
    private final TunableMetric metric;
    private final TrialJournal journal;
    private final Consumer<TrialResult> over;
    private final Candidates candidates;
    private final MemoryBudget memory;
    private final List<CompletableFuture<TrialResult>> trials = new ArrayList<>();
    private int reported;
    private volatile boolean broken;

    /**
     * @param over is told of every result, one at a time
     */
    Search(
            Experiment experiment,
            SearchSpace space,
            TuneSettings settings,
            TunableMetric metric,
            TrialJournal journal,
            Consumer<TrialResult> over) {
        this.experiment = experiment;
        this.settings = settings;
        this.metric = metric;
        this.journal = journal;
        this.over = over;
        this.candidates = Candidates.of(space, settings, metric);
        this.memory = new MemoryBudget(settings.memory());
    }

    /** All results in the order of the candidates; fewer than were asked for when the space has no more. */
    List<TrialResult> run() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(settings.parallel());
        try {
            while (trials.size() < settings.trials() && !broken) {
                List<TrialResult> known = known();
                Optional<Configuration> next = candidates.next();
                if (next.isEmpty()) {
                    break;
                }
                begin(threads, next.get(), known);
            }
            return results(trials.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; the same command with --resume goes on", e);
        } finally {
            broken = true;
            end(threads);
        }
    }

    /** Trials that still run use what is closed next. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
                // A trial that does not hear: the wait ends with it, or with the process.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the next trial may know of, reported to the generator. */
    private List<TrialResult> known() throws IOException {
        if (!settings.learns()) {
            return List.of();
        }
        List<TrialResult> known = results(Math.max(0, trials.size() - settings.parallel() + 1));
        for (; reported < known.size(); reported++) {
            if (!known.get(reported).isFailed()) {
                candidates.report(reported, known.get(reported).score(metric));
            }
        }
        return known;
    }

    /** Of the first so many trials, as soon as they are all over. */
    private List<TrialResult> results(int count) throws IOException {
        List<TrialResult> results = new ArrayList<>();
        try {
            for (CompletableFuture<TrialResult> trial : trials.subList(0, count)) {
                results.add(trial.join());
            }
            return results;
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cannotBeKept) {
                throw cannotBeKept;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private void begin(ExecutorService threads, Configuration configuration, List<TrialResult> known)
            throws IOException, InterruptedException {
        int number = trials.size() + 1;
        Optional<TrialResult> earlier = journal.result(number, configuration);
        if (earlier.isPresent()) {
            tell(earlier.get());
            trials.add(CompletableFuture.completedFuture(earlier.get()));
            return;
        }
        Optional<MedianRule> rule = settings.stopping() == EarlyStopping.MEDIAN
                ? Optional.of(MedianRule.of(metric, known))
                : Optional.empty();
        start(threads, new Trial(number, configuration, metric, rule), number, configuration);
    }

    private void start(ExecutorService threads, Trial trial, int number, Configuration configuration)
            throws IOException, InterruptedException {
        CompletableFuture<TrialResult> future = new CompletableFuture<>();
        trials.add(future);
        long need;
        try {
            need = experiment.memory(configuration);
        } catch (RuntimeException e) {
            complete(future, TrialResult.failed(number, configuration, List.of(), 0, String.valueOf(e.getMessage())));
            return;
        }
        if (!memory.holds(need)) {
            String reason = "needs " + MemoryBudget.text(need) + " of memory, more than --memory "
                    + MemoryBudget.text(settings.memory());
            complete(future, TrialResult.failed(number, configuration, List.of(), 0, reason));
            return;
        }
        memory.take(need);
        threads.execute(() -> {
            try {
                complete(future, trial.run(experiment));
            } catch (InterruptedException | RuntimeException | Error e) {
                end(future, e);
            } finally {
                memory.giveBack(need);
            }
        });
    }

    /** Keeps a result; one that cannot be kept ends the search, for it could not go on with it. */
    private void complete(CompletableFuture<TrialResult> future, TrialResult result) {
        if (broken && result.isFailed()) {
            // The end of the search may be why; it is tried again.
            end(future, new IOException(result.reason()));
            return;
        }
        try {
            journal.add(result);
            tell(result);
            future.complete(result);
        } catch (IOException e) {
            end(future, e);
        }
    }

    private void end(CompletableFuture<TrialResult> future, Throwable cause) {
        broken = true;
        future.completeExceptionally(cause);
    }

    private synchronized void tell(TrialResult result) {
        over.accept(result);
    }
}
