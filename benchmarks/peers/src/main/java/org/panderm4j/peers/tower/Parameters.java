package org.panderm4j.peers.tower;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.tower.Weights;

/** Carries parameters from a tower's weights into a library, one at a time. */
final class Parameters<T> {
    private final Ops<T> ops;
    private final Weights weights;

    Parameters(Ops<T> ops, Weights weights) {
        this.ops = ops;
        this.weights = weights;
    }

    /** A linear layer without its bias, (out, in). */
    T linear(String name) {
        long[] shape = weights.shape(name);
        return ops.linearWeight(read(name), (int) shape[0], (int) shape[1]);
    }

    T get(String name) {
        return get(name, weights.shape(name));
    }

    /** The first values of a parameter, in a shape of the caller's. */
    T get(String name, long... shape) {
        return ops.parameter(read(name).limit(elements(shape)), shape);
    }

    /** Vectors of length d one behind the other; zeros for those without a name, as for a bias that a layer lacks. */
    T concatenated(int d, String... names) {
        FloatBuffer values = allocate(d * names.length);
        for (int i = 0; i < names.length; i++) {
            values.position(i * d);
            if (!names[i].isEmpty()) {
                weights.copy(names[i], values);
            }
        }
        return ops.parameter(values.rewind(), values.capacity());
    }

    private FloatBuffer read(String name) {
        FloatBuffer values = allocate(elements(weights.shape(name)));
        weights.copy(name, values);
        return values.flip();
    }

    private static int elements(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    private static FloatBuffer allocate(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
