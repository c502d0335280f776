package org.panderm4j.nn.engine.onednn;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.BatchCheck;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Runs a tower on oneDNN primitives. A batch is cut into parts of at most some two thousand tokens, each is run by a program
 * compiled for its form, and programs are kept for the forms used last. In float32 the numbers are those of {@link
 * org.panderm4j.nn.engine.samediff.SameDiffEncoder} up to rounding.
 */
public final class OneDnnEncoder implements Encoder {
    private final Tower tower;
    private final Resources resources;
    private final Programs programs;
    private final Parts parts;
    private final Workspace workspace;
    private final int threads;
    private boolean closed;

    private OneDnnEncoder(Tower tower, Resources resources, TowerCompiler compiler, Tuning tuning, int threads) {
        this.tower = tower;
        this.resources = resources;
        this.threads = threads;
        this.programs = new Programs(compiler);
        this.parts = new Parts(tower, tuning.tokens());
        this.workspace = new Workspace(resources.memory());
    }

    /**
     * Reads and packs the weights.
     *
     * @param threads for the products; 0 leaves the number as it is, one a core unless another
     *     encoder of this process has set one
     * @throws IllegalArgumentException when a parameter is missing or mis-shaped
     * @throws IllegalStateException when the library cannot run here, or the weights do not fit into memory
     */
    public static OneDnnEncoder open(Tower tower, Weights weights, String prefix, Precision precision, int threads) {
        Arithmetic arithmetic = Arithmetic.of(precision);
        return open(tower, weights, prefix, arithmetic, Tuning.of(arithmetic), threads);
    }

    /** Likewise, tuned by hand. */
    static OneDnnEncoder open(
            Tower tower, Weights weights, String prefix, Arithmetic arithmetic, Tuning tuning, int threads) {
        useThreads(threads);
        Resources resources = new Resources();
        boolean open = false;
        try {
            Parameters parameters = new Parameters(weights, prefix, resources.memory(), resources.packing());
            TowerWeights packed = TowerWeights.read(tower, parameters, arithmetic, tuning.mlpSlice());
            TowerCompiler compiler = new TowerCompiler(tower, packed, arithmetic, tuning);
            OneDnnEncoder encoder = new OneDnnEncoder(tower, resources, compiler, tuning, threads);
            open = true;
            return encoder;
        } finally {
            if (!open) {
                resources.close();
            }
        }
    }

    /** OpenMP keeps the number for each thread that starts work; ND4J's library has the only door to it. */
    static void useThreads(int threads) {
        if (threads > 0) {
            Nd4jBackend.useThreads(threads);
        }
    }

    @Override
    public Tower tower() {
        return tower;
    }

    @Override
    public synchronized Map<String, Tensor> encode(Batch batch, List<String> outputs) {
        if (closed) {
            throw new IllegalStateException("this encoder has been closed");
        }
        TowerGraph.requireOutputs(tower, outputs);
        BatchCheck.require(batch, tower);
        useThreads(threads);
        Results results = new Results(batch.size(), outputs);
        for (Part part : parts.of(batch, outputs)) {
            Program program = programs.of(part.form());
            Workspace.Bases bases = workspace.reserve(program.scratchBytes(), program.scratchpadBytes());
            program.run(new Call(part, results, resources.stream(), bases, threads));
        }
        return results.tensors();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            programs.close();
            resources.close();
        }
    }
}
