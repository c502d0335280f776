package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_stream;
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
    private final NativeMemory memory;
    private final dnnl_stream stream;
    private final Packing packing;
    private final Programs programs;
    private final Parts parts;
    private final Workspace workspace;
    private final int threads;
    private boolean closed;

    private OneDnnEncoder(
            Tower tower,
            Weights weights,
            String prefix,
            Arithmetic arithmetic,
            Tuning tuning,
            int threads,
            NativeMemory memory) {
        this.tower = tower;
        this.memory = memory;
        this.threads = threads;
        this.stream = new dnnl_stream();
        OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "a queue");
        this.packing = new Packing(memory, stream);
        Parameters parameters = new Parameters(weights, prefix, memory, packing);
        TowerWeights packed = TowerWeights.read(tower, parameters, arithmetic, tuning.mlpSlice());
        this.programs = new Programs(new TowerCompiler(tower, packed, arithmetic, tuning));
        this.parts = new Parts(tower, tuning.tokens());
        this.workspace = new Workspace(memory);
    }

    /**
     * Reads and packs the weights.
     *
     * @param threads for the products; 0 leaves the library's own choice, one a core
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
        NativeMemory memory = NativeMemory.ofMachine();
        try {
            return new OneDnnEncoder(tower, weights, prefix, arithmetic, tuning, threads, memory);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
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
            program.run(new Call(part, results, stream, bases, threads));
        }
        return results.tensors();
    }

    /** Bytes of native memory held: weights and scratch memory. */
    public synchronized long nativeBytes() {
        return memory.bytes();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            programs.close();
            packing.close();
            dnnl_stream_destroy(stream);
            memory.close();
        }
    }
}
