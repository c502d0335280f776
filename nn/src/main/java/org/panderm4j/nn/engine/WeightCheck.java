package org.panderm4j.nn.engine;

import java.util.Arrays;
import org.panderm4j.nn.tower.Weights;

/** Whether the tensors that an engine asks for are there. */
public final class WeightCheck {
    /** What a buffer of Java can address. */
    public static final long MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private WeightCheck() {}

    /**
     * Refuses a tensor that is missing, of another shape or too large for one buffer.
     *
     * @param name in full
     * @throws IllegalArgumentException with the tensor's name, what was expected and what was found
     */
    public static void require(Weights weights, String name, long... shape) {
        if (!weights.names().contains(name)) {
            throw new IllegalArgumentException(
                    "tensor " + name + " is missing; expected one of shape " + Arrays.toString(shape));
        }
        long[] found = weights.shape(name);
        if (!Arrays.equals(found, shape)) {
            throw new IllegalArgumentException("tensor " + name + ": expected shape " + Arrays.toString(shape)
                    + ", found " + Arrays.toString(found));
        }
        if (!fitsABuffer(shape)) {
            throw new IllegalArgumentException("tensor " + name + ": expected at most " + MOST_VALUES
                    + " values (2 GB as float32), found shape " + Arrays.toString(shape));
        }
    }

    private static boolean fitsABuffer(long... shape) {
        long room = MOST_VALUES;
        for (long axis : shape) {
            room /= Math.max(1, axis);
        }
        return room > 0;
    }
}
