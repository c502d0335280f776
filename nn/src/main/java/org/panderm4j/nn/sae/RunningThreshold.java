package org.panderm4j.nn.sae;

import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.train.Snapshot;

/** The threshold of a {@link Sparsity.BatchTopK} design in use: a running mean of the smallest activations of its batches. */
final class RunningThreshold {
    /** Weight of a batch once there have been a hundred; before, all weigh the same. */
    private static final double RATE = 0.01;

    private final SaeParameters parameters;
    private final Ledger batches = new Ledger(1);

    RunningThreshold(SaeParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Takes a batch in.
     *
     * @param least smallest activation; 0 if there was none, which says nothing
     */
    void add(float least) {
        if (least > 0) {
            batches.add(0, 1);
            double rate = Math.max(RATE, 1.0 / batches.get(0));
            float old = parameters.threshold();
            parameters.setThreshold((float) (old + rate * (least - old)));
        }
    }

    Map<String, Snapshot.Values> buffers() {
        Map<String, Snapshot.Values> buffers = new LinkedHashMap<>();
        buffers.put("sae." + SaeWeights.THRESHOLD, parameters.thresholdView());
        buffers.put("sae.threshold.batches", batches.view());
        return buffers;
    }
}
