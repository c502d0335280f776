package org.panderm4j.nn.backprop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;

/**
 * What a network over feature vectors takes, learns and gives.
 *
 * @param inputs widths of the inputs by name: each is [b, width]
 * @param output width of the output, [b, output]
 * @param parameters shapes of what is learned, by name, in order
 * @param batchNorms widths by the names of the batch norms, whose running statistics are {@code NAME.mean} and {@code NAME.variance},
 *     with the number of batches {@code NAME.batches}
 * @param definition adds the operations
 */
public record GraphForm(
        Map<String, Integer> inputs,
        int output,
        Map<String, long[]> parameters,
        Map<String, Integer> batchNorms,
        Definition definition) {
    public GraphForm {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        batchNorms = Collections.unmodifiableMap(new LinkedHashMap<>(batchNorms));
    }

    /** Adds the operations of a network to a graph. */
    @FunctionalInterface
    public interface Definition {
        /**
         * Builds it, once for training and once for evaluation.
         *
         * @param inputs placeholders by name, [b, width]
         * @param parameters those of the form, and running statistics of batch norms
         * @param style how layers are written
         * @return the output, [b, output]
         */
        SDVariable build(Map<String, SDVariable> inputs, Parameters parameters, Style style);
    }

    /** Shapes of the batch norms' running statistics and counts, by name, in order. */
    public Map<String, long[]> buffers() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        batchNorms.forEach((name, width) -> {
            shapes.put(name + RunningStatistics.MEAN, new long[] {width});
            shapes.put(name + RunningStatistics.VARIANCE, new long[] {width});
            shapes.put(name + RunningStatistics.BATCHES, new long[0]);
        });
        return shapes;
    }
}
