package org.panderm4j.nn.train.optimizer;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.panderm4j.nn.train.Parameter;

/** One float32 number for each value of each parameter, in memory outside the heap, 0 at first. */
final class Moments implements AutoCloseable {
    private final List<Pointer> memory = new ArrayList<>();
    private final FloatBuffer[] views;

    Moments(List<Parameter> parameters) {
        views = new FloatBuffer[parameters.size()];
        for (int i = 0; i < views.length; i++) {
            views[i] = take(parameters.get(i));
        }
    }

    private FloatBuffer take(Parameter parameter) {
        long values = parameter.value().remaining();
        Pointer block = Pointer.calloc(Math.max(1, values), Float.BYTES);
        if (block == null || block.isNull()) {
            close();
            throw new IllegalStateException(
                    "the system has no memory left for the optimiser's moments of " + parameter.name() + " (" + values
                            + " values); train fewer parameters or use a machine with more memory");
        }
        memory.add(block);
        return new BytePointer(block)
                .capacity(values * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Of one parameter, by its place in the list. */
    FloatBuffer view(int parameter) {
        return views[parameter].duplicate();
    }

    @Override
    public void close() {
        memory.forEach(Pointer::free);
        memory.clear();
    }
}
