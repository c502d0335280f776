package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;

/**
 * The running mean and variance of a batch norm, which evaluation uses: of each batch a tenth is taken over, as in PyTorch with its
 * variance as an estimate for all data, n / (n - 1) times that in the batch.
 */
final class RunningStatistics implements AutoCloseable {
    static final String MEAN = ".mean";
    static final String VARIANCE = ".variance";
    static final String BATCHES = ".batches";
    /** Share of the newest batch. */
    private static final double MOMENTUM = 0.1;

    private final Map<String, LearnedTensor> tensors;
    private final String name;

    private RunningStatistics(String name, Map<String, LearnedTensor> tensors) {
        this.name = name;
        this.tensors = tensors;
    }

    /** Reads the statistics of a batch norm. */
    static RunningStatistics read(Weights weights, String name, long width) {
        RunningStatistics statistics = new RunningStatistics(name, new LinkedHashMap<>());
        boolean read = false;
        try {
            statistics.enter(weights, MEAN, width);
            statistics.enter(weights, VARIANCE, width);
            statistics.enter(weights, BATCHES);
            read = true;
            return statistics;
        } finally {
            if (!read) {
                statistics.close();
            }
        }
    }

    private void enter(Weights weights, String what, long... shape) {
        tensors.put(name + what, LearnedTensor.frozen(name + what, FrozenTensors.read(weights, name + what, shape)));
    }

    /** The arrays that a graph for evaluation takes, by name. */
    Map<String, LearnedTensor> tensors() {
        return tensors;
    }

    /** Live views by name. */
    Map<String, Snapshot.Values> views() {
        Map<String, Snapshot.Values> views = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> views.put(key, new Snapshot.Values(tensor.shape(), tensor.value())));
        return views;
    }

    /**
     * Takes a batch in.
     *
     * @param mean [1, d] of the batch
     * @param variance population variance of the batch, [1, d]
     * @param rows cases of the batch, at least 2
     */
    void add(INDArray mean, INDArray variance, int rows) {
        take(tensors.get(name + MEAN).value(), Memory.floats(mean), 1);
        take(tensors.get(name + VARIANCE).value(), Memory.floats(variance), (double) rows / (rows - 1));
        FloatBuffer count = tensors.get(name + BATCHES).value();
        count.put(0, count.get(0) + 1);
    }

    private static void take(FloatBuffer running, FloatBuffer batch, double factor) {
        for (int i = 0; i < running.limit(); i++) {
            running.put(i, (float) ((1 - MOMENTUM) * running.get(i) + MOMENTUM * factor * batch.get(i)));
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(tensor -> tensor.array().close());
    }
}
