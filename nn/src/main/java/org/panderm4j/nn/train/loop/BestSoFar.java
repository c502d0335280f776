package org.panderm4j.nn.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.train.loop.TrainingResult.Best;

/** The best value of the watched metric, and how many evaluations ago it was. */
final class BestSoFar {
    private static final String VALUE = ".best";
    private static final String STEP = ".best_step";
    private static final String SINCE = ".evaluations_since";

    private final Optional<Watch> watch;
    private Optional<Best> best = Optional.empty();
    private long since;

    BestSoFar(Optional<Watch> watch) {
        this.watch = watch;
    }

    /**
     * Takes note of an evaluation. A value that is no number is never better.
     *
     * @return whether it is the best
     * @throws IllegalStateException when the watched metric is not among those measured
     */
    boolean offer(long step, Map<String, Double> metrics) {
        if (watch.isEmpty()) {
            return false;
        }
        String metric = watch.get().metric();
        Double value = metrics.get(metric);
        if (value == null) {
            throw new IllegalStateException("step " + step + ": expected the evaluation to give the watched metric "
                    + metric + ", found " + metrics.keySet());
        }
        boolean better = !value.isNaN()
                && (best.isEmpty() || watch.get().isBetter(value, best.get().value()));
        since = better ? 0 : since + 1;
        if (better) {
            best = Optional.of(new Best(value, step));
        }
        return better;
    }

    /** Whether it has not become better for as long as the plan is patient. */
    boolean isExhausted() {
        return watch.isPresent()
                && watch.get().patience() > 0
                && since >= watch.get().patience();
    }

    Optional<Best> best() {
        return best;
    }

    /** By names that begin with the metric's, so that a run that watches another one does not take them for its own. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        watch.ifPresent(watched -> {
            numbers.put(watched.metric() + SINCE, (double) since);
            best.ifPresent(found -> {
                numbers.put(watched.metric() + VALUE, found.value());
                numbers.put(watched.metric() + STEP, (double) found.step());
            });
        });
        return numbers;
    }

    void restore(Map<String, Double> numbers) {
        String metric = watch.map(Watch::metric).orElse("");
        Double value = numbers.get(metric + VALUE);
        since = numbers.getOrDefault(metric + SINCE, 0.0).longValue();
        best = value == null
                ? Optional.empty()
                : Optional.of(new Best(value, numbers.get(metric + STEP).longValue()));
    }
}
