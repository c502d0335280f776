package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.BatchCheck;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Runs a tower on a card. A batch is cut into parts; while one is computed the next one is copied, and what is queued for a shape
 * of part is recorded once. In {@code F32} the numbers are those of {@link
 * org.panderm4j.nn.engine.samediff.SameDiffEncoder} up to rounding.
 *
 * <p>Where the card's memory does not hold a part, none is larger than half of it from then on, and a warning says so.
 */
public final class CudaEncoder implements Encoder {
    private final Tower tower;
    private final Card card;
    private final Programs programs;
    private final Parts parts;
    private final PartLimit limit;
    private final Uplink uplink;
    private final Downlink downlink;
    private boolean closed;

    private CudaEncoder(Tower tower, Card card, Programs programs, PartLimit limit) {
        this.tower = tower;
        this.card = card;
        this.programs = programs;
        this.parts = new Parts(tower);
        this.limit = limit;
        this.uplink = card.uplink();
        this.downlink = card.downlink();
    }

    /**
     * Uploads the weights.
     *
     * @param device a card of compute capability 8.0 or more
     * @throws IllegalArgumentException when a parameter is missing or mis-shaped, or the tower is of a kind that is not run here
     * @throws CudaException when the card refuses, or its memory does not hold the weights
     */
    public static CudaEncoder open(Tower tower, Weights weights, String prefix, Precision precision, Device device) {
        Arithmetic arithmetic = Arithmetic.of(precision);
        try {
            return on(Session.open(device), tower, weights, prefix, arithmetic, PartLimit.usual());
        } catch (CudaException.OutOfMemory e) {
            throw CudaException.OutOfMemory.ofWeights(
                    device, ParameterShapes.values(tower) * arithmetic.format().bytes, e);
        }
    }

    /**
     * Uploads the weights to a card in use.
     *
     * @param card closed with the encoder, and when there is none
     * @param limit of parts
     */
    static CudaEncoder on(
            Card card, Tower tower, Weights weights, String prefix, Arithmetic arithmetic, PartLimit limit) {
        boolean open = false;
        try {
            TowerWeights uploaded =
                    TowerWeights.read(tower, new Parameters(weights, prefix, card.memory()), arithmetic);
            CudaEncoder encoder = new CudaEncoder(tower, card, new Programs(tower, uploaded, arithmetic, card), limit);
            open = true;
            return encoder;
        } finally {
            if (!open) {
                card.close();
            }
        }
    }

    @Override
    public Tower tower() {
        return tower;
    }

    /** Tokens of a part at most; less than in the beginning when memory was short. */
    int partTokens() {
        return limit.tokens();
    }

    @Override
    public synchronized Map<String, Tensor> encode(Batch batch, List<String> outputs) {
        enter();
        TowerGraph.requireOutputs(tower, outputs);
        BatchCheck.require(batch, tower);
        Outputs named = new Outputs(tower, outputs);
        while (true) {
            List<Part> cut = parts.of(batch, outputs, limit.tokens());
            Pass pass = new Pass(card, programs, uplink, downlink, batch.size(), named, outputs, cut);
            try {
                return pass.run();
            } catch (CudaException.OutOfMemory e) {
                card.finish();
                programs.close();
                uplink.shrink();
                limit.halve(pass.reached(), e);
            }
        }
    }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("this encoder has been closed");
        }
        card.enter();
    }

    /**
     * Time that the card alone takes for a batch, its inputs being there already: for each part the median of several runs.
     *
     * @param outputs heads only
     * @return milliseconds
     */
    synchronized double onCard(Batch batch, List<String> outputs, int runs) {
        enter();
        double sum = 0;
        for (Part part : parts.of(batch, outputs, limit.tokens())) {
            Programs.Entry entry = programs.of(part.shape());
            // Parts of other shapes have their arrays where this one's inputs are.
            uplink.send(entry.program().inputs(), part, entry.program().target());
            for (int i = 0; i < 2; i++) {
                programs.start(entry);
            }
            double[] times = new double[runs];
            for (int i = 0; i < runs; i++) {
                times[i] = card.time(() -> programs.start(entry));
            }
            Arrays.sort(times);
            sum += times[runs / 2];
        }
        return sum;
    }

    /** Where the time goes: a line for each kind of operation of a batch. */
    synchronized String profile(Batch batch) {
        String head = tower.heads().keySet().iterator().next();
        encode(batch, List.of(head)); // what a program reads must be there
        Part part = parts.of(batch, List.of(head), limit.tokens()).get(0);
        return programs.profile(part.shape());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                card.enter();
                programs.close();
            } finally {
                card.close();
            }
        }
    }
}
