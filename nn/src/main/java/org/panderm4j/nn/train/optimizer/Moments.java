package org.panderm4j.nn.train.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.panderm4j.nn.train.Parameter;

/** One float32 number for each value of each parameter, in memory outside the heap, 0 at first. */
final class Moments implements AutoCloseable {
    private final List<FloatPointer> memory = new ArrayList<>();
    private final FloatBuffer[] views;

    Moments(List<Parameter> parameters) {
        views = new FloatBuffer[parameters.size()];
        try {
            for (int i = 0; i < views.length; i++) {
                views[i] = take(parameters.get(i).value().remaining());
            }
        } catch (OutOfMemoryError e) {
            close();
            throw new IllegalStateException(
                    "no memory left for the optimiser's moments of " + parameters.size()
                            + " parameters; train fewer of them or use a machine with more memory",
                    e);
        }
    }

    private FloatBuffer take(long values) {
        FloatPointer pointer = new FloatPointer(Math.max(1, values));
        memory.add(pointer);
        Pointer.memset(pointer, 0, values * Float.BYTES);
        return pointer.capacity(values).asBuffer();
    }

    /** Of one parameter, by its place in the list. */
    FloatBuffer view(int parameter) {
        return views[parameter].duplicate();
    }

    @Override
    public void close() {
        memory.forEach(FloatPointer::deallocate);
        memory.clear();
    }
}
