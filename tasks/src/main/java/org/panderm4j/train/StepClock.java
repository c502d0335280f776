package org.panderm4j.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Seconds of a run over all of its parts, and its speed over the last few steps. */
final class StepClock {
    /** Steps over which the speed is taken: one alone says little when data is read ahead. */
    private static final int WINDOW = 20;

    /** The end of a step. */
    private record Mark(long nanos, long items) {}

    private final LongSupplier nanoTime;
    private final double earlier;
    private final long started;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long items;
    private long lapItems;
    private long lapNanos;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param earlier seconds that earlier parts of the run took
     */
    StepClock(LongSupplier nanoTime, double earlier) {
        this.nanoTime = nanoTime;
        this.earlier = earlier;
        this.started = nanoTime.getAsLong();
        marks.add(new Mark(started, 0));
    }

    /** Takes note of a step's end; returns items a second. */
    double step(int more) {
        items += more;
        Mark now = new Mark(nanoTime.getAsLong(), items);
        lapItems += more;
        lapNanos += now.nanos() - marks.getLast().nanos();
        marks.addLast(now);
        if (marks.size() > WINDOW + 1) {
            marks.removeFirst();
        }
        long nanos = now.nanos() - marks.getFirst().nanos();
        return nanos > 0 ? (now.items() - marks.getFirst().items()) * 1e9 / nanos : 0;
    }

    /** Leaves what came since the last step, such as an evaluation, out of the speed. */
    void pause() {
        marks.clear();
        marks.add(new Mark(nanoTime.getAsLong(), items));
    }

    /** Items a second since the last lap, pauses left out; begins a new one. */
    double lap() {
        double rate = lapNanos > 0 ? lapItems * 1e9 / lapNanos : 0;
        lapItems = 0;
        lapNanos = 0;
        return rate;
    }

    double seconds() {
        return earlier + (nanoTime.getAsLong() - started) / 1e9;
    }
}
