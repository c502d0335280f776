package org.panderm4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A number as a page shows it beside others. */
public final class ShortNumber {
    private ShortNumber() {}

    /** In four digits at most: plain from 0.001 to below ten million, else with a power of ten. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-3 && size < 1e7)) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
            return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
