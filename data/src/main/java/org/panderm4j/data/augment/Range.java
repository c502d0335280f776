package org.panderm4j.data.augment;

/**
 * Numbers from {@code low} to {@code high}.
 *
 * @param low finite
 * @param high at least {@code low}, finite
 */
public record Range(double low, double high) {
    public Range {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "expected a range from a number to one not below, found " + low + " to " + high);
        }
    }

    /** The number at {@code draw} of the way from low to high, 0 to 1. */
    double at(double draw) {
        return low + draw * (high - low);
    }

    /** The same on a logarithmic scale. */
    double logAt(double draw) {
        // Strict: the last bit decides now and then which pixel a crop ends at.
        double from = StrictMath.log(low);
        return StrictMath.exp(from + draw * (StrictMath.log(high) - from));
    }
}
