package org.panderm4j.nn.train.optimizer;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.panderm4j.nn.train.Workers;

/**
 * Sums of squares of tensors, piece by piece. Those outside the heap are summed where they lie by the library's product of vectors,
 * in single precision within a few thousand values; where that leaves its range, and for tensors on the heap, in double precision.
 */
final class SquareSums {
    /** Values that the library sums at a time; from 10 000 on it would share them among threads of its own. */
    private static final int SPAN = 1 << 13;

    /** Below it squares may have been too small for single precision; above the root of its largest number they are too large. */
    private static final float LEAST = 1e-20f;

    private final Chunks chunks;
    private final FloatBuffer[] tensors;
    private final FloatPointer[] pointers;

    /**
     * @param chunks of the tensors
     */
    SquareSums(Chunks chunks, FloatBuffer... tensors) {
        this.chunks = chunks;
        this.tensors = tensors;
        this.pointers = Arrays.stream(tensors)
                .map(tensor -> isNative(tensor) ? new FloatPointer(tensor) : null)
                .toArray(FloatPointer[]::new);
    }

    private static boolean isNative(FloatBuffer tensor) {
        return tensor.isDirect() && tensor.order() == ByteOrder.nativeOrder();
    }

    /** One for each piece, not finite exactly if a value is not. */
    double[] byChunk(Workers workers) {
        double[] sums = new double[chunks.count()];
        workers.run(chunks.count(), () -> new float[Chunks.SIZE], (values, chunk) -> {
            double sum = fast(chunk);
            sums[chunk] = sum >= LEAST && sum < Float.MAX_VALUE ? sum : exact(chunk, values);
        });
        return sums;
    }

    /** By the library; 0 for a tensor that it cannot read. */
    private double fast(int chunk) {
        FloatPointer all = pointers[chunks.parameter(chunk)];
        if (all == null) {
            return 0;
        }
        FloatPointer span = new FloatPointer(all);
        double sum = 0;
        for (int done = 0; done < chunks.length(chunk); done += SPAN) {
            span.position((long) chunks.first(chunk) + done);
            int length = Math.min(SPAN, chunks.length(chunk) - done);
            sum += openblas.cblas_sdot(length, span, 1, span, 1);
        }
        return sum;
    }

    /** Squares of float32 numbers do not overflow in double precision. Four sums side by side: one alone would wait for every addition. */
    private double exact(int chunk, float[] values) {
        chunks.read(chunk, tensors[chunks.parameter(chunk)], values);
        int length = chunks.length(chunk);
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < length; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + (c + d);
    }
}
