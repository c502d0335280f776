package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;
import org.panderm4j.nn.tower.Activation;

/** What towers are made of, each queued on the card's stream. Arrays are dense and named by their addresses. */
final class Operations {
    private static final int THREADS = 256;
    /** Values that a thread of a copy or sum takes, and one of an activation. */
    private static final int EACH = 4;

    private static final int ACTIVATED = 8;
    private final WorkQueue queue;
    private Watch watch = (name, work) -> work.run();

    /** Stands between an operation and its start. */
    @FunctionalInterface
    interface Watch {
        void run(String name, Runnable work);
    }

    /** From now on operations are started by {@code watch}. */
    void watch(Watch watch) {
        this.watch = watch;
    }

    Operations(WorkQueue queue) {
        this.queue = queue;
    }

    /** A norm over rows. */
    void norm(NormCall call, NormWeights weights, double eps) {
        int d = weights.width();
        NormPlan plan = NormPlan.of(call.rows(), d, call.from(), call.to());
        launch(
                plan.kernel(),
                plan.grid(),
                call.x(),
                call.added(),
                call.more(),
                weights.gain(),
                weights.offset(),
                call.y(),
                call.sums(),
                call.wide(),
                Math.toIntExact(call.rows()),
                d,
                (float) eps);
    }

    /**
     * A linear layer.
     *
     * @param x [rows, in]
     * @param y [rows, out]
     */
    void linear(long x, Linear layer, long y, long rows) {
        Products.Shape shape = new Products.Shape(
                rows, layer.in(), layer.out(), layer.factors(), layer.sum(), layer.bias() != 0, layer.tf32());
        watch.run(
                "product " + rows + " x " + layer.in() + " x " + layer.out(),
                () -> queue.multiply(shape, x, layer.weight(), layer.bias(), y));
    }

    /** h = f(h), or f(gate) h where there is a gate. */
    void activate(Activation function, long h, long gate, long values, Element format) {
        activate(function.name().toLowerCase(Locale.ROOT), h, gate, values, format);
    }

    /** The hyperbolic tangent of float32 values, in place. */
    void tanh(long h, long values) {
        activate("tanh", h, 0, values, Element.F32);
    }

    /** The larger of float32 values and 0, in place. */
    void relu(long h, long values) {
        activate("relu", h, 0, values, Element.F32);
    }

    private void activate(String name, long h, long gate, long values, Element format) {
        launch(name + "_" + format.label, ofActivation(values), h, gate, values);
    }

    /**
     * Turns queries and keys by the angles of their places.
     *
     * @param qkv [tokens, 3, heads, c]
     * @param cosines [n, c]
     * @param sines [n, c]
     */
    void rotate(long qkv, Element format, long cosines, long sines, long tokens, int n, int heads, int c) {
        launch(
                "rotate_" + format.label,
                Grid.over(tokens * heads * (c / 2) * 2, THREADS),
                qkv,
                cosines,
                sines,
                tokens,
                n,
                heads,
                c);
    }

    /** Attention between its projections. */
    void attention(AttentionCall call, Element format) {
        AttentionPlan plan = AttentionPlan.of(call, format);
        launch(
                Compiler.ATTENTION,
                plan.definitions(),
                plan.kernel(),
                plan.grid(),
                call.qkv(),
                call.mixed(),
                call.seen(),
                call.added(),
                call.length(),
                call.heads(),
                call.scale(),
                call.causal() ? 1 : 0);
    }

    /** x += y, x float32. */
    void add(long x, long y, Element format, long values) {
        launch("add_" + format.label, inFours(values), x, y, values);
    }

    /** Float32 values in another format, or the same. */
    void copy(long x, long y, Element format, long values) {
        if (format == Element.F32) {
            watch.run("copy", () -> queue.copy(x, y, values * Float.BYTES));
        } else {
            launch("copy_bf16", inFours(values), x, y, values);
        }
    }

    /**
     * Sums of tokens with shares.
     *
     * @param shares [b, n]
     * @param x [b, n, d]
     * @param pooled [b, d]
     */
    void pool(long shares, long x, long pooled, long sequences, int n, int d) {
        launch("pool_f32", columns(sequences, d), shares, x, pooled, n, d);
    }

    /**
     * One token of each sequence.
     *
     * @param places [b]
     * @param x [b, n, d]
     * @param taken [b, d]
     */
    void take(long places, long x, long taken, long sequences, int n, int d) {
        launch("take_f32", columns(sequences, d), places, x, taken, n, d);
    }

    static Grid ofActivation(long values) {
        return Grid.over((values + ACTIVATED - 1) / ACTIVATED, THREADS);
    }

    /** Of sums and copies. */
    static Grid inFours(long values) {
        return Grid.over((values + EACH - 1) / EACH, THREADS);
    }

    /** A thread for each column of each sequence. */
    static Grid columns(long sequences, int d) {
        return new Grid(sequences, (d + 127) / 128, 128, 0);
    }

    private void launch(String name, Grid grid, Object... arguments) {
        launch(Compiler.ROWS, name, grid, arguments);
    }

    /** Queues a kernel of a file. */
    void launch(String file, String name, Grid grid, Object... arguments) {
        launch(file, List.of(), name, grid, arguments);
    }

    private void launch(String file, List<String> definitions, String name, Grid grid, Object... arguments) {
        watch.run(name, () -> queue.launch(file, definitions, name, grid, arguments));
    }
}
