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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a tower on a card. A batch is cut into parts; while one is computed the next one is copied, and what is queued for a shape
 * of part is recorded once. In {@code F32} the numbers are those of {@link
 * org.panderm4j.nn.engine.samediff.SameDiffEncoder} up to rounding.
 *
 * <p>Where the card's memory does not hold a part, parts become half as large from then on, and a warning says so.
 */
public final class CudaEncoder implements Encoder {
    private static final Logger LOG = LoggerFactory.getLogger(CudaEncoder.class);
    /** Tokens of a part, enough for the card's multiprocessors to be busy: 128 pictures of 197 tokens. */
    private static final int TOKENS = 128 * 200;

    private final Tower tower;
    private final Session session;
    private final Programs programs;
    private final Parts parts;
    private final Slots slots;
    private final Pinned results = new Pinned();
    private int tokens = TOKENS;
    private boolean closed;

    private CudaEncoder(Tower tower, Session session, Programs programs) {
        this.tower = tower;
        this.session = session;
        this.programs = programs;
        this.parts = new Parts(tower);
        this.slots = new Slots(session);
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
        Session session = Session.open(device);
        boolean open = false;
        try {
            TowerWeights uploaded =
                    TowerWeights.read(tower, new Parameters(weights, prefix, session.memory()), arithmetic);
            CudaEncoder encoder = new CudaEncoder(tower, session, new Programs(tower, uploaded, arithmetic, session));
            open = true;
            return encoder;
        } catch (CudaException.OutOfMemory e) {
            throw CudaException.OutOfMemory.ofWeights(
                    device, ParameterShapes.values(tower) * arithmetic.format().bytes, e);
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    @Override
    public Tower tower() {
        return tower;
    }

    /** Tokens of a part at most; less than in the beginning when memory was short. */
    int partTokens() {
        return tokens;
    }

    @Override
    public synchronized Map<String, Tensor> encode(Batch batch, List<String> outputs) {
        if (closed) {
            throw new IllegalStateException("this encoder has been closed");
        }
        TowerGraph.requireOutputs(tower, outputs);
        BatchCheck.require(batch, tower);
        session.enter();
        while (true) {
            List<Part> cut = parts.of(batch, outputs, tokens);
            try {
                return run(batch.size(), cut, outputs);
            } catch (CudaException.OutOfMemory e) {
                halve(cut, e);
            }
        }
    }

    private void halve(List<Part> cut, CudaException.OutOfMemory problem) {
        int most = cut.stream().mapToInt(part -> part.shape().sequences()).max().orElse(1);
        if (most == 1) {
            throw problem;
        }
        int longest = cut.stream()
                .filter(part -> part.shape().sequences() == most)
                .mapToInt(part -> part.shape().length())
                .max()
                .orElse(1);
        tokens = most / 2 * longest;
        LOG.warn("The card's memory does not hold {} at once; going on with {}.", most, most / 2);
        session.finish();
        programs.close();
    }

    private Map<String, Tensor> run(int size, List<Part> cut, List<String> outputs) {
        Outputs named = new Outputs(tower, outputs);
        results.reserve(
                cut.stream().mapToLong(part -> named.bytes(part.shape())).sum());
        Results back = new Results(size, outputs, results, session.stream());
        for (Part part : cut) {
            Programs.Entry entry = programs.of(part.shape());
            TowerProgram program = entry.program();
            slots.send(program.inputs(), part, program.target());
            if (named.stay()) {
                programs.start(entry);
                outputs.forEach(
                        name -> back.take(name, part.origins(), program.output(name), named.inner(name, part.shape())));
            } else {
                program.queue((name, address, values) -> {
                    if (back.wants(name)) {
                        back.take(name, part.origins(), address, named.inner(name, part.shape()));
                    }
                });
            }
        }
        session.finish();
        return back.tensors();
    }

    /**
     * Time that the card alone takes for a batch, its inputs being there already: for each part the median of several runs.
     *
     * @param outputs heads only
     * @return milliseconds
     */
    public synchronized double onCard(Batch batch, List<String> outputs, int runs) {
        session.enter();
        Stopwatch watch = new Stopwatch(session);
        double sum = 0;
        for (Part part : parts.of(batch, outputs, tokens)) {
            Programs.Entry entry = programs.of(part.shape());
            // Parts of other shapes have their arrays where this one's inputs are.
            slots.send(entry.program().inputs(), part, entry.program().target());
            for (int i = 0; i < 2; i++) {
                programs.start(entry);
            }
            double[] times = new double[runs];
            for (int i = 0; i < runs; i++) {
                times[i] = watch.time(() -> programs.start(entry));
            }
            Arrays.sort(times);
            sum += times[runs / 2];
        }
        return sum;
    }

    /** Where the time goes: a line for each kind of operation of a batch. */
    public synchronized String profile(Batch batch) {
        session.enter();
        String head = tower.heads().keySet().iterator().next();
        encode(batch, List.of(head)); // what a program reads must be there
        Part part = parts.of(batch, List.of(head), tokens).get(0);
        return programs.profile(part.shape());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.enter();
            programs.close();
            slots.close();
            results.close();
            session.close();
        }
    }
}
