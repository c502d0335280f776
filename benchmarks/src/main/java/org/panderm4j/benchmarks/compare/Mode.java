package org.panderm4j.benchmarks.compare;

import java.util.Arrays;
import java.util.Optional;

/** What a sample of JMH says, as far as there is one for each iteration. */
enum Mode {
    /** Operations in a unit of time: more is better. */
    THROUGHPUT("thrpt"),
    /** Time of an operation. */
    AVERAGE_TIME("avgt"),
    /** Time of the only operation of an iteration. */
    SINGLE_SHOT("ss");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** JMH's own short name. */
    String label() {
        return label;
    }

    static Optional<Mode> labelled(String label) {
        return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
    }

    /** Something proportional to the time of an operation. */
    double time(double sample) {
        return this == THROUGHPUT ? 1 / sample : sample;
    }
}
