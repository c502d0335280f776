package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.Locale;

/** How a foreign tensor becomes one of ours. The elements stay in C order in all of them; only shapes and rows change. */
enum Operation {
    /** As it is. */
    COPY,
    /** Leading axes of length 1 fall away: (1, n, d) to (n, d). */
    UNWRAP,
    /** All axes behind the first become one: a convolution kernel (d, 3, p, p) to the matrix (d, 3pp). */
    FLATTEN,
    /** Several matrices one below the other: query, key and value to one (3d, d). */
    JOIN;

    static Operation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * Whether {@code parts} foreign tensors of shape {@code theirs} each make one of shape {@code ours}.
     */
    boolean fits(long[] theirs, long[] ours, int parts) {
        return switch (this) {
            case COPY -> Arrays.equals(theirs, ours);
            case UNWRAP -> Arrays.equals(unwrapped(theirs, ours.length), ours);
            case FLATTEN ->
                theirs.length > 1
                        && ours.length == 2
                        && theirs[0] == ours[0]
                        && Arrays.stream(theirs, 1, theirs.length).reduce(1, (a, b) -> a * b) == ours[1];
            case JOIN -> Arrays.equals(theirs, part(ours, parts));
        };
    }

    /** The foreign shape that would fit, for messages. */
    String expected(long[] ours, int parts) {
        return switch (this) {
            case COPY -> Arrays.toString(ours);
            case UNWRAP -> Arrays.toString(ours) + ", possibly behind axes of length 1";
            case FLATTEN -> "[" + ours[0] + ", ...] with " + ours[1] + " values a row";
            case JOIN -> Arrays.toString(part(ours, parts));
        };
    }

    private static long[] unwrapped(long[] theirs, int rank) {
        int extra = theirs.length - rank;
        for (int axis = 0; axis < extra; axis++) {
            if (theirs[axis] != 1) {
                return theirs;
            }
        }
        return extra <= 0 ? theirs : Arrays.copyOfRange(theirs, extra, theirs.length);
    }

    private static long[] part(long[] ours, int parts) {
        long[] part = ours.clone();
        part[0] /= parts;
        return part;
    }
}
