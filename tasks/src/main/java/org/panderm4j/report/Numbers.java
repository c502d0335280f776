package org.panderm4j.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.eval.Bootstrap;

/** How numbers read on a page; the same on every machine. */
final class Numbers {
    private static final String ABSENT = "–";

    private Numbers() {}

    static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A number of any size. */
    static String finite(double value) {
        return Double.isFinite(value) ? Axis.label(value) : ABSENT;
    }

    static String share(OptionalDouble value) {
        return value.isPresent() ? share(value.getAsDouble()) : "not defined";
    }

    static String interval(Optional<Bootstrap.Interval> interval) {
        return interval.map(between -> share(between.low()) + " – " + share(between.high()))
                .orElse(ABSENT);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String counted(long value, String one, String more) {
        return count(value) + " " + (value == 1 ? one : more);
    }

    /** With a capital letter. */
    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** How long something took, about. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : whole + " s";
        }
        if (whole < 600) {
            return String.format(Locale.ROOT, "%d m %02d s", whole / 60, whole % 60);
        }
        return whole < 7200
                ? whole / 60 + " min"
                : String.format(Locale.ROOT, "%,d h %02d m", whole / 3600, whole / 60 % 60);
    }

    /** For widths and places in style attributes. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * Math.max(0, Math.min(1, share)));
    }

    /** For people: whole percents, but never 100 for less than all nor 0 for more than none. */
    static String wholePercent(double share) {
        long rounded = Math.round(100 * share);
        if (rounded == 100 && share < 1) {
            return "> 99 %";
        }
        return rounded == 0 && share > 0 ? "< 1 %" : rounded + " %";
    }

    /** A rank from 1, halves shown where ties make them. */
    static String rank(double rank) {
        return rank == Math.rint(rank) ? count((long) rank) : String.format(Locale.ROOT, "%,.1f", rank);
    }
}
