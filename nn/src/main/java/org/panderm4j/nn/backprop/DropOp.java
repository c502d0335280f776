package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sets values to zero at random and divides the others by the probability of staying. Which ones follows from a number, so that
 * nothing need be kept for the way back, on which the gradient goes through the same operation.
 */
final class DropOp extends HostOp {
    private static final int CHUNK = 1 << 14;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final boolean whole;

    private DropOp(boolean whole, SDVariable... arguments) {
        super(arguments[0].getSameDiff(), arguments);
        this.whole = whole;
    }

    /**
     * Drops.
     *
     * @param settings [2] int64: the number that decides, and the bits of the probability as float32; a probability of 0 drops nothing
     * @param sizes [b, n] int64
     * @param whole whether all values of one of the b sequences are dropped together
     */
    static SDVariable of(SDVariable x, SDVariable settings, SDVariable sizes, boolean whole) {
        return new DropOp(whole, x, settings, sizes).outputVariable();
    }

    /** Drops single values, whatever the shape. */
    static SDVariable of(SDVariable x, SDVariable settings) {
        return new DropOp(false, x, settings).outputVariable();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        SDVariable[] arguments = args().clone();
        arguments[0] = gradient;
        SDVariable[] gradients = new SDVariable[arguments.length];
        gradients[0] = new DropOp(whole, arguments).outputVariable();
        return gradients;
    }

    /** What goes into the settings. */
    static long[] settings(long number, double probability) {
        return new long[] {number, Float.floatToIntBits((float) probability)};
    }

    @Override
    public String opName() {
        return "drop";
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        long[] settings = arguments[1].toLongVector();
        float probability = Float.intBitsToFloat((int) settings[1]);
        if (probability == 0) {
            return only(arguments[0]);
        }
        long group = whole ? arguments[0].length() / arguments[2].getLong(0) : 1;
        FloatBuffer from = Memory.floats(memory.dense(arguments[0]));
        INDArray result = memory.take(shapes[0]);
        FloatBuffer to = Memory.floats(result);
        int chunks = (from.limit() + CHUNK - 1) / CHUNK;
        memory.workers().run(chunks, chunk -> drop(from, to, chunk * CHUNK, group, settings[0], probability));
        return only(result);
    }

    private static void drop(FloatBuffer from, FloatBuffer to, int start, long group, long number, float probability) {
        float[] values = new float[Math.min(CHUNK, from.limit() - start)];
        from.get(start, values);
        float factor = 1 / (1 - probability);
        for (int i = 0; i < values.length; i++) {
            boolean stays = uniform(number, (start + i) / group) >= probability;
            values[i] = stays ? values[i] * factor : 0;
        }
        to.put(start, values);
    }

    /** In [0, 1), from the index-th number of a SplitMix64 sequence (Steele et al. 2014). */
    private static float uniform(long number, long index) {
        long z = number + (index + 1) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24f;
    }
}
