package org.panderm4j.nn.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.PackedProduct;

/** A product with packed weights alone, as the blocks of {@link OneDnnEncoder} compute it, without bias or fusion. */
public final class OneDnnProduct implements PackedProduct {
    private static final int SEED = 5;

    private final Resources resources;
    private final Program program;
    private final Call call;
    private final int threads;

    private OneDnnProduct(Resources resources, Program program, Call call, int threads) {
        this.resources = resources;
        this.program = program;
        this.call = call;
        this.threads = threads;
    }

    /**
     * Makes (rows, inner) by (inner, columns).
     *
     * @param threads 0 leaves the number as it is
     */
    public static OneDnnProduct open(long rows, long inner, long columns, Precision precision, int threads) {
        OneDnnEncoder.useThreads(threads);
        Resources resources = new Resources();
        boolean open = false;
        try {
            Arithmetic arithmetic = Arithmetic.of(precision);
            ProgramBuilder builder = new ProgramBuilder();
            View x = builder.scratch(Layout.dense(arithmetic.format(), rows, inner));
            View y = builder.scratch(Layout.dense(arithmetic.format(), rows, columns));
            new Linears(builder).apply(x, weights(inner, columns, arithmetic, resources), y);
            Program program = builder.build();
            Workspace workspace = new Workspace(resources.memory());
            Workspace.Bases bases = workspace.reserve(program.scratchBytes(), program.scratchpadBytes());
            clear(x.location().address(bases), x.layout().bytes());
            Call call = new Call(Part.NONE, new Results(0, List.of("product")), resources.stream(), bases, threads);
            open = true;
            return new OneDnnProduct(resources, program, call, threads);
        } finally {
            if (!open) {
                resources.close();
            }
        }
    }

    private static PackedLinear weights(long inner, long columns, Arithmetic arithmetic, Resources resources) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Matrix matrix = new Matrix(resources.memory(), columns, inner)) {
            FloatBuffer values = matrix.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextDouble() - 0.5f);
            }
            return resources.packing().pack(matrix.view(), Optional.empty(), arithmetic);
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
        resources.close();
    }
}
