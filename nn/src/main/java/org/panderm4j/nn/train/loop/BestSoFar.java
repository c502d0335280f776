package org.panderm4j.nn.train.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.train.loop.TrainingResult.Best;

/** The best value of the watched metric, and how many evaluations ago it was. */
final class BestSoFar {
    private static final String VALUE = "best.value";
    private static final String STEP = "best.step";
    private static final String SINCE = "best.evaluations_since";

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
            throw new IllegalStateException("step " + step + ": expected the evaluation to give the watched metric " + metric
                    + ", found " + metrics.keySet());
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
        return watch.isPresent() && watch.get().patience() > 0 && since >= watch.get().patience();
    }

    Optional<Best> best() {
        return best;
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put(SINCE, (double) since);
        best.ifPresent(found -> {
            numbers.put(VALUE, found.value());
            numbers.put(STEP, (double) found.step());
        });
        return numbers;
    }

    void restore(Map<String, Double> numbers) {
        since = numbers.getOrDefault(SINCE, 0.0).longValue();
        best = numbers.containsKey(VALUE)
                ? Optional.of(new Best(numbers.get(VALUE), numbers.get(STEP).longValue()))
                : Optional.empty();
    }
}
