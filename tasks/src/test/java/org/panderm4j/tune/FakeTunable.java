package org.panderm4j.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/**
 * A task without data: its score is best at c = 1, batch 32, penalty l2, standardize, and comes closer to its end step by step.
 * Penalty {@code none} fails. How long a step takes is left to chance.
 */
public final class FakeTunable implements Tunable {
    static final int STEPS = 8;
    static final long MEMORY_OF_ITEM = 1 << 20;

    /** Bytes of all trials that run now, and the most there ever were. */
    final AtomicLong held = new AtomicLong();

    final AtomicLong mostHeld = new AtomicLong();
    final AtomicLong runs = new AtomicLong();

    private final long longestPause;

    /**
     * @param longestPause of a step, in milliseconds
     */
    public FakeTunable(long longestPause) {
        this.longestPause = longestPause;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<TunableOption> options() {
        return List.of(
                TunableOption.real("c", "inverse of the penalty's force", 1e-6, Double.POSITIVE_INFINITY),
                TunableOption.integer("batch-size", "rows in a step", 1, 4096),
                TunableOption.choice("penalty", "on the weights", "reference", "l2", "none"),
                TunableOption.flag("standardize", "features"));
    }

    @Override
    public List<TunableMetric> metrics() {
        return List.of(TunableMetric.higher("bacc"), TunableMetric.lower("loss"));
    }

    @Override
    public Experiment open(RunFolder run) {
        return new FakeExperiment();
    }

    private final class FakeExperiment implements Experiment {
        @Override
        public long memory(Configuration configuration) {
            return MEMORY_OF_ITEM * configuration.integer("batch-size", 1);
        }

        @Override
        public Map<String, Double> run(Configuration configuration, TrialWatch watch) throws Exception {
            long memory = memory(configuration);
            mostHeld.accumulateAndGet(held.addAndGet(memory), Math::max);
            runs.incrementAndGet();
            try {
                return train(configuration, watch);
            } finally {
                held.addAndGet(-memory);
            }
        }

        private Map<String, Double> train(Configuration configuration, TrialWatch watch) throws Exception {
            if (configuration.word("penalty", "l2").equals("none")) {
                throw new IllegalStateException("a penalty is missed\nvery much");
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            for (int step = 1; step <= STEPS; step++) {
                if (longestPause > 0) {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(longestPause));
                }
                double loss = loss(configuration) * (1 + 1.0 / step);
                metrics.put("bacc", 1 / (1 + loss));
                metrics.put("loss", loss);
                if (!watch.report(step, metrics.get(watch.metric().name()))) {
                    break;
                }
            }
            return metrics;
        }

        private double loss(Configuration configuration) {
            double loss = Math.abs(Math.log10(configuration.real("c", 10)));
            loss += Math.abs(configuration.integer("batch-size", 1) - 32) / 64.0;
            loss += configuration.word("penalty", "l2").equals("l2") ? 0 : 0.3;
            return loss + (configuration.flag("standardize", false) ? 0 : 0.2);
        }
    }

    static TuneSettings settings(Path space, SearchKind kind, int trials, EarlyStopping stopping, int parallel) {
        return new TuneSettings(space, kind, trials, 4, null, stopping, parallel, 1L << 33, 7);
    }

    static RunPlan plan(TuneSettings settings) {
        return new RunPlan("tune fake", Map.of("--trials", "" + settings.trials()), settings.seed(), "digest");
    }

    static TuneTask task(Tunable tunable, TuneSettings settings) throws IOException {
        return new TuneTask(
                tunable, settings, List.of("./panderm", "fake", "--csv", "my table.csv"), ProgressReport.NONE);
    }

    static RunFacts facts(Map<String, String> digests) {
        return new RunFacts(Map.of(), digests);
    }

    /** {@code trials.csv} without its times. */
    static List<String> timeless(Path out) throws IOException {
        return Files.readString(out.resolve(TuneFiles.TRIALS))
                .lines()
                .map(line -> line.replaceFirst(",(finished|stopped|failed),[0-9.E-]+,", ",$1,"))
                .toList();
    }

    /** Runs a search in a process of its own: folder, space, pause. */
    public static void main(String[] arguments) throws IOException {
        TuneSettings settings = settings(Path.of(arguments[1]), SearchKind.GENETIC, 30, EarlyStopping.MEDIAN, 3);
        task(new FakeTunable(Long.parseLong(arguments[2])), settings)
                .run(Path.of(arguments[0]), plan(settings), false, FakeTunable::facts, note -> {});
    }
}
