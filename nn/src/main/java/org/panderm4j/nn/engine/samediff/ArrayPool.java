package org.panderm4j.nn.engine.samediff;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.BaseNDArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scratch memory of one session. Every array is either in use or free; at the end of a run all are free, and those of a shape
 * that the run did not ask for are given back. So memory is bounded by one run and flat from the second on; ND4J's own cache
 * keeps every shape it has ever seen and leaves the rest to the garbage collector.
 */
public final class ArrayPool extends AbstractMemoryMgr {
    private final Map<String, Deque<INDArray>> free = new HashMap<>();
    private final Set<INDArray> inUse = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> askedFor = new HashSet<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        return take(type, 'c', shape);
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
        return take(descriptor.dataType(), descriptor.getOrder(), descriptor.getShape());
    }

    @Override
    public void release(INDArray array) {
        if (inUse.remove(array)) {
            free.computeIfAbsent(key(array.dataType(), array.ordering(), array.shape()), any -> new ArrayDeque<>())
                    .push(array);
        }
    }

    /** Ends a run: whatever it took and did not release, its outputs among it, is free again. */
    public void endRun() {
        for (INDArray array : inUse.toArray(INDArray[]::new)) {
            release(array);
        }
        for (Iterator<Map.Entry<String, Deque<INDArray>>> entries =
                        free.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<String, Deque<INDArray>> entry = entries.next();
            if (!askedFor.contains(entry.getKey())) {
                entry.getValue().forEach(ArrayPool::closeNow);
                entries.remove();
            }
        }
        askedFor.clear();
    }

    /** Arrays that a run has taken and not released. */
    int inUse() {
        return inUse.size();
    }

    /** Arrays that wait for the next run. */
    int free() {
        return free.values().stream().mapToInt(Deque::size).sum();
    }

    @Override
    public void close() {
        askedFor.clear();
        endRun();
    }

    private INDArray take(DataType type, char order, long... shape) {
        String key = key(type, order, shape);
        askedFor.add(key);
        Deque<INDArray> candidates = free.get(key);
        INDArray array = candidates == null || candidates.isEmpty()
                ? Nd4j.createUninitializedDetached(type, order, shape)
                : candidates.pop();
        // The session tells arrays apart by this number and would take a reused one for released.
        ((BaseNDArray) array).assignNewId();
        inUse.add(array);
        return array;
    }

    private static void closeNow(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }

    private static String key(DataType type, char order, long... shape) {
        return type + " " + order + Arrays.toString(shape);
    }
}
