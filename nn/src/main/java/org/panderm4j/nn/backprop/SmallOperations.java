package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.shape.Concat;
import org.nd4j.linalg.api.ops.impl.shape.bp.ConcatBp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;

/**
 * Sums and joins of arrays so small that asking ND4J for them takes several times as long as they do: those over the rows of a
 * batch of feature vectors. The results have the same bits.
 */
final class SmallOperations {
    /** Values of an array; ND4J shares larger ones among threads. */
    private static final long MOST = 1 << 18;

    private final Memory memory;
    private float[] left = new float[0];
    private float[] right = new float[0];

    SmallOperations(Memory memory) {
        this.memory = memory;
    }

    /** The results, if this is one of these operations on arrays for which it is worth it. */
    Optional<INDArray[]> run(DifferentialFunction function, INDArray... arguments) {
        boolean sum = function instanceof AddOp && arguments.length == 2;
        boolean join = (function instanceof Concat || function instanceof ConcatBp) && joinsRows(function);
        if (!(sum || join) || !Arrays.stream(arguments).allMatch(SmallOperations::isSmall)) {
            return Optional.empty();
        }
        if (sum) {
            return sum(arguments[0], arguments[1]);
        }
        return Optional.of(function instanceof Concat ? HostOp.only(joined(arguments)) : parted(arguments));
    }

    /** Along the second axis. */
    private static boolean joinsRows(DifferentialFunction function) {
        long[] numbers = ((DynamicCustomOp) function).iArgs();
        return numbers.length == 1 && numbers[0] == 1;
    }

    private static boolean isSmall(INDArray array) {
        return array != null
                && array.dataType() == DataType.FLOAT
                && array.rank() <= 2
                && array.rank() > 0
                && array.length() <= MOST
                && !array.isEmpty()
                && Memory.isDense(array);
    }

    /** Of equal shapes, or of a matrix and what is added to each of its rows. */
    private Optional<INDArray[]> sum(INDArray a, INDArray b) {
        boolean rows = a.rank() == 2 && b.rank() == 1 && a.size(1) == b.size(0);
        if (!rows && !Arrays.equals(a.shape(), b.shape())) {
            return Optional.empty();
        }
        INDArray result = memory.take(a.shape());
        int count = (int) a.length();
        int width = (int) b.length();
        left = read(a, left);
        right = read(b, right);
        for (int from = 0; from < count; from += width) {
            add(left, from, right, width);
        }
        Memory.floats(result).put(left, 0, count);
        return Optional.of(HostOp.only(result));
    }

    private static float[] read(INDArray array, float[] room) {
        int count = (int) array.length();
        float[] values = room.length < count ? new float[count] : room;
        Memory.floats(array).get(values, 0, count);
        return values;
    }

    private static void add(float[] sums, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            sums[from + i] += values[i];
        }
    }

    private INDArray joined(INDArray... parts) {
        int rows = (int) parts[0].size(0);
        int width = Arrays.stream(parts).mapToInt(part -> (int) part.size(1)).sum();
        INDArray whole = memory.take(rows, width);
        FloatBuffer to = Memory.floats(whole);
        int column = 0;
        for (INDArray part : parts) {
            FloatBuffer from = Memory.floats(part);
            int own = (int) part.size(1);
            for (int row = 0; row < rows; row++) {
                to.put(row * width + column, from, row * own, own);
            }
            column += own;
        }
        return whole;
    }

    /**
     * Gradients of parts that were joined.
     *
     * @param arguments the parts, of which only the shapes count, and the gradient of the whole
     */
    private INDArray[] parted(INDArray... arguments) {
        INDArray whole = arguments[arguments.length - 1];
        FloatBuffer from = Memory.floats(whole);
        int width = (int) whole.size(1);
        INDArray[] parts = new INDArray[arguments.length - 1];
        int column = 0;
        for (int i = 0; i < parts.length; i++) {
            int own = (int) arguments[i].size(1);
            parts[i] = memory.take(arguments[i].shape());
            FloatBuffer to = Memory.floats(parts[i]);
            for (int row = 0; row < to.limit() / own; row++) {
                to.put(row * own, from, row * width + column, own);
            }
            column += own;
        }
        return parts;
    }
}
