package org.panderm4j.tune;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as they stand on a command line: as few characters as tell them, the same on every machine. */
final class NumberText {
    /** More than a search can tell apart; and a last bit that differs between machines is rounded away. */
    private static final MathContext DIGITS = new MathContext(6);

    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e7;

    private NumberText() {}

    /** A number that was drawn, to six digits, within its range. */
    static String drawn(double value, double least, double most) {
        double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
        return exact(Math.max(least, Math.min(most, rounded)));
    }

    /** A number that somebody wrote. */
    static String exact(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return decimal.toPlainString();
        }
        int exponent = decimal.precision() - decimal.scale() - 1;
        return decimal.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
