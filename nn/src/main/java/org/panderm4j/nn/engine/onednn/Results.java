package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Tensor;

/** What is asked of a batch, filled part by part. */
final class Results {
    private final int batch;
    private final List<String> wanted;
    private final Map<String, float[]> values = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();

    /**
     * @param batch sequences in all
     * @param wanted names of outputs
     */
    Results(int batch, List<String> wanted) {
        this.batch = batch;
        this.wanted = List.copyOf(wanted);
    }

    boolean wants(Collection<String> names) {
        return names.stream().anyMatch(wanted::contains);
    }

    List<String> wanted() {
        return wanted;
    }

    /**
     * Takes one output of some sequences over.
     *
     * @param origins place of each in the batch
     * @param rows as many, each of the values of {@code inner}
     * @param inner shape of one sequence's value
     */
    void put(String name, int[] origins, FloatBuffer rows, long... inner) {
        int size = 1;
        for (long axis : inner) {
            size = Math.multiplyExact(size, Math.toIntExact(axis));
        }
        int row = size;
        float[] target = values.computeIfAbsent(name, any -> new float[Math.multiplyExact(batch, row)]);
        for (int origin : origins) {
            rows.get(target, origin * row, row);
        }
        shapes.putIfAbsent(name, shape(inner));
    }

    private long[] shape(long... inner) {
        long[] shape = new long[inner.length + 1];
        shape[0] = batch;
        System.arraycopy(inner, 0, shape, 1, inner.length);
        return shape;
    }

    /** In the order in which they were asked for. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        wanted.forEach(name -> tensors.put(name, new Tensor(values.get(name), shapes.get(name))));
        return tensors;
    }
}
