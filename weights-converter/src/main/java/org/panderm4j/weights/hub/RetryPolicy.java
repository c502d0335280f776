package org.panderm4j.weights.hub;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param attempts failures in a row, without a byte gained, after which it gives up
 * @param firstWait wait after the first failure; each further one doubles it
 * @param longestWait no wait is longer, whatever the hub asks for
 * @param connect longest wait for a connection
 * @param silence longest wait for an answer or for the next bytes of it
 * @param sleeper what waits
 */
record RetryPolicy(
        int attempts, Duration firstWait, Duration longestWait, Duration connect, Duration silence, Sleeper sleeper) {
    /** Waits, and ends early when the thread is interrupted. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    static final RetryPolicy DEFAULT = new RetryPolicy(
            6,
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            time -> Thread.sleep(time.toMillis()));

    RetryPolicy withAttempts(int count) {
        return new RetryPolicy(count, firstWait, longestWait, connect, silence, sleeper);
    }

    /** Wait after the given number of failures in a row, at least one. */
    Duration waitAfter(int failures) {
        return shorter(firstWait.multipliedBy(1L << Math.min(failures - 1, 20)), longestWait);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
