package org.panderm4j.nn.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long one piece of work takes that is repeated. A sample is the mean of the runs of one slice of time; the median of the
 * samples is what counts, since whatever disturbs a machine only ever makes some of them longer.
 */
public final class Timing {
    private final Runnable work;
    private final LongSupplier clock;
    private final List<Double> samples = new ArrayList<>();
    private long total;

    public Timing(Runnable work) {
        this(work, System::nanoTime);
    }

    /**
     * By another clock.
     *
     * @param clock in nanoseconds
     */
    public Timing(Runnable work, LongSupplier clock) {
        this.work = work;
        this.clock = clock;
    }

    /** Runs until so much time has passed, at least once, and keeps nothing. */
    public void warmUp(Duration atLeast) {
        repeat(atLeast);
    }

    /** Runs until so much time has passed, at least once: one sample. */
    public void sample(Duration atLeast) {
        long start = clock.getAsLong();
        samples.add(repeat(atLeast));
        total += clock.getAsLong() - start;
    }

    /** Mean nanoseconds of a run. */
    private double repeat(Duration atLeast) {
        long start = clock.getAsLong();
        long passed;
        long runs = 0;
        do {
            work.run();
            runs++;
            passed = clock.getAsLong() - start;
        } while (passed < atLeast.toNanos());
        return passed / (double) runs;
    }

    /** Samples taken. */
    public int samples() {
        return samples.size();
    }

    /** Time of all samples. */
    public Duration total() {
        return Duration.ofNanos(total);
    }

    /**
     * Median of the samples, in seconds a run.
     *
     * @throws IllegalStateException before the first sample
     */
    public double median() {
        if (samples.isEmpty()) {
            throw new IllegalStateException("expected at least one sample");
        }
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double upper = sorted.get(middle);
        return (sorted.size() % 2 == 1 ? upper : (sorted.get(middle - 1) + upper) / 2) / 1e9;
    }
}
