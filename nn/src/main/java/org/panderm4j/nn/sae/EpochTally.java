package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.train.Snapshot;

/** Sums over the steps of an epoch. */
final class EpochTally {
    private static final int ROWS = 0;
    private static final int L1 = 1;
    private static final int L2 = 2;
    private static final int AUXILIARY = 3;
    private static final int ACTIVE = 4;
    private static final int SUMS = 5;
    private static final int SEEN = 0;
    private static final int SQUARES = 1;

    private final int inputs;
    private final int rows;
    private final Ledger fired;
    private final Ledger sums = new Ledger(SUMS);
    /** Of the data, which are the same in every epoch: seen once, they are not summed again. */
    private final Ledger data = new Ledger(2);

    private final Ledger inputSums;

    /**
     * @param rows of an epoch
     */
    EpochTally(SaeDesign design, int rows) {
        this.inputs = design.inputs();
        this.rows = rows;
        this.fired = new Ledger(design.features());
        this.inputSums = new Ledger(design.inputs());
    }

    /**
     * Adds a step.
     *
     * @param x [count, n], from its position on
     */
    void add(SaeStep step, FloatBuffer x, int count) {
        sums.add(ROWS, count);
        sums.addNumber(L1, step.l1() * count);
        sums.addNumber(L2, step.l2() * count);
        sums.addNumber(AUXILIARY, step.auxiliary() * count);
        for (int j = 0; j < fired.size(); j++) {
            if (step.fired()[j] > 0) {
                fired.add(j, step.fired()[j]);
                sums.add(ACTIVE, step.fired()[j]);
            }
        }
        if (data.get(SEEN) < rows) {
            addData(x, count);
        }
    }

    private void addData(FloatBuffer x, int count) {
        double[] means = new double[inputs];
        float[] row = new float[inputs];
        double squares = 0;
        for (int i = 0; i < count; i++) {
            x.get(x.position() + i * inputs, row);
            for (int k = 0; k < inputs; k++) {
                means[k] += row[k];
                squares += (double) row[k] * row[k];
            }
        }
        for (int k = 0; k < inputs; k++) {
            inputSums.addNumber(k, means[k]);
        }
        data.addNumber(SQUARES, squares);
        data.add(SEEN, count);
    }

    /** Rows in which each feature was active, [m]. */
    long[] fired() {
        return fired.all();
    }

    /** The figures of an epoch that is at its end, whose resampling may still come. */
    SaeEpoch epoch(long epoch, double lambda) {
        double count = sums.get(ROWS);
        double l1 = sums.number(L1) / count;
        double spread = data.number(SQUARES);
        for (int k = 0; k < inputs; k++) {
            spread -= inputSums.number(k) * inputSums.number(k) / data.get(SEEN);
        }
        return new SaeEpoch(
                epoch,
                sums.get(ROWS),
                l1,
                lambda * l1,
                sums.number(L2) / count,
                sums.number(AUXILIARY) / count,
                sums.get(ACTIVE) / count,
                ExplainedVariance.of(sums.number(L2) * inputs, spread, data.number(SQUARES)),
                fired.all(),
                0);
    }

    /** Begins the next epoch. */
    void next() {
        fired.clear();
        sums.clear();
    }

    Map<String, Snapshot.Values> buffers() {
        Map<String, Snapshot.Values> buffers = new LinkedHashMap<>();
        buffers.put("sae.epoch.fired", fired.view());
        buffers.put("sae.epoch.sums", sums.view());
        buffers.put("sae.data.squares", data.view());
        buffers.put("sae.data.sums", inputSums.view());
        return buffers;
    }
}
