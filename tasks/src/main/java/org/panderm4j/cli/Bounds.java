package org.panderm4j.cli;

/** Ranges of the numbers that options take; what lies outside is wrong usage, by the option's name. */
final class Bounds {
    private Bounds() {}

    static void atLeast(long least, String option, long value) {
        check(value >= least, option, "at least " + least, value);
    }

    static void between(long least, long most, String option, long value) {
        check(value >= least && value <= most, option, "from " + least + " to " + most, value);
    }

    /** Finite, 0 or more. */
    static void notNegative(String option, double value) {
        check(value >= 0 && Double.isFinite(value), option, "0 or more", value);
    }

    /** Finite, above 0. */
    static void positive(String option, double value) {
        check(value > 0 && Double.isFinite(value), option, "a number above 0", value);
    }

    /** From 0, never or none, to 1, always or all. */
    static void share(String option, double value) {
        check(value >= 0 && value <= 1, option, "from 0 to 1", value);
    }

    /** From 0 to below 1. */
    static void belowOne(String option, double value) {
        check(value >= 0 && value < 1, option, "from 0 to below 1", value);
    }

    static void check(boolean within, String option, String expected, Object found) {
        if (!within) {
            throw new UsageException(option + ": expected " + expected + ", found " + found);
        }
    }
}
