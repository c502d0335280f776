package org.panderm4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis with marks at round numbers.
 *
 * @param low value at its beginning
 * @param high value at its end, more than {@code low}
 */
record Axis(double low, double high) {
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double LARGEST_PLAIN = 1e5;

    /** Holds the values with a little room; around a single value there is room for a change of it. */
    static Axis around(double least, double most) {
        double room = most > least ? 0.04 * (most - least) : Math.max(Math.abs(least) * 0.1, 1e-9);
        boolean positive = least >= 0;
        return new Axis(positive ? Math.max(0, least - room) : least - room, most + room);
    }

    /** Where a value lies, from 0 at the beginning to 1 at the end. */
    double place(double value) {
        return (value - low) / (high - low);
    }

    /** Round values on it, about {@code wanted} of them. */
    List<Double> marks(int wanted) {
        double rough = (high - low) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double round : ROUND) {
            if (round * power >= rough) {
                step = round * power;
                break;
            }
        }
        List<Double> marks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
            marks.add(k * step);
        }
        return marks;
    }

    /** A number in as few characters as tell it: 0.25, 2e-5, 120,000. */
    static String label(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= LARGEST_PLAIN && value == Math.rint(value) && size < 1e12) {
            return Numbers.count((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
