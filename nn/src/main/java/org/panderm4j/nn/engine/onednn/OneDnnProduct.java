package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.PackedProduct;

/** A product with packed weights alone, as the blocks of {@link OneDnnEncoder} compute it, without bias or fusion. */
public final class OneDnnProduct implements PackedProduct {
    private static final int SEED = 5;

    private final NativeMemory memory;
    private final Packing packing;
    private final dnnl_stream stream = new dnnl_stream();
    private final Program program;
    private final Call call;
    private final int threads;

    private OneDnnProduct(long rows, long inner, long columns, Precision precision, int threads) {
        this.threads = threads;
        this.memory = NativeMemory.ofMachine();
        OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "a queue");
        this.packing = new Packing(memory, stream);
        Arithmetic arithmetic = Arithmetic.of(precision);
        ProgramBuilder builder = new ProgramBuilder();
        View x = builder.scratch(Layout.dense(arithmetic.format(), rows, inner));
        View y = builder.scratch(Layout.dense(arithmetic.format(), rows, columns));
        new Linears(builder).apply(x, weights(inner, columns, arithmetic), y);
        this.program = builder.build();
        Workspace.Bases bases = new Workspace(memory).reserve(program.scratchBytes(), program.scratchpadBytes());
        clear(x.location().address(bases), x.layout().bytes());
        this.call = new Call(Part.NONE, new Results(0, List.of("product")), stream, bases, threads);
    }

    /**
     * Makes (rows, inner) by (inner, columns).
     *
     * @param threads 0 leaves the library's own choice
     */
    public static OneDnnProduct open(long rows, long inner, long columns, Precision precision, int threads) {
        OneDnnEncoder.useThreads(threads);
        return new OneDnnProduct(rows, inner, columns, precision, threads);
    }

    private PackedLinear weights(long inner, long columns, Arithmetic arithmetic) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Matrix matrix = new Matrix(memory, columns, inner)) {
            FloatBuffer values = matrix.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextDouble() - 0.5f);
            }
            return packing.pack(matrix.view(), Optional.empty(), arithmetic);
        }
    }

    /** Small numbers in either format; what memory happens to hold might be slow to multiply. */
    private static void clear(long address, long bytes) {
        ByteBuffer buffer =
                new BytePointer(new Address(address)).capacity(bytes).asByteBuffer();
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0x3D);
        }
    }

    @Override
    public void run() {
        OneDnnEncoder.useThreads(threads);
        program.run(call);
    }

    @Override
    public void close() {
        program.close();
        packing.close();
        dnnl_stream_destroy(stream);
        memory.close();
    }
}
