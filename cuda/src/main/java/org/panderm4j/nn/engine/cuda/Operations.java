package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;

import java.util.Locale;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;
import org.panderm4j.nn.tower.Activation;

/** What towers are made of, each queued on the card's stream. Arrays are dense and named by their addresses. */
final class Operations {
    private static final int THREADS = 256;
    /** Values that a thread of an activation or copy takes. */
    private static final int EACH = 4;
    /** Widest row that a warp keeps in its registers, and how many of them are in a block. */
    private static final int NORM_WIDTH = 2048;

    private static final int NORM_ROWS = 8;

    private final Session session;

    Operations(Session session) {
        this.session = session;
    }

    /**
     * A norm over rows.
     *
     * @param x [rows, width] in {@code from}
     * @param y the result in {@code to}; 0 where it is not wanted
     * @param wide the result in float32; 0 where it is not wanted; may be {@code x}
     */
    void norm(long x, Element from, NormWeights weights, double eps, long y, Element to, long wide, long rows) {
        int d = weights.width();
        boolean registers = d <= NORM_WIDTH && d % EACH == 0;
        Grid grid = registers
                ? new Grid((rows + NORM_ROWS - 1) / NORM_ROWS, 1, 32 * NORM_ROWS, 0)
                : new Grid(rows, 1, THREADS, 0);
        rows((registers ? "norm_" : "norm_any_") + from.label + "_" + to.label)
                .launch(
                        session.stream(),
                        grid,
                        x,
                        weights.gain(),
                        weights.offset(),
                        y,
                        wide,
                        Math.toIntExact(rows),
                        d,
                        (float) eps);
    }

    /**
     * A linear layer.
     *
     * @param x [rows, in]
     * @param y [rows, out]
     * @param accumulate whether it is added to what is there
     */
    void linear(long x, Linear layer, long y, long rows, boolean accumulate) {
        Products.Shape shape = new Products.Shape(
                rows,
                layer.in(),
                layer.in(),
                layer.out(),
                layer.factors(),
                layer.sum(),
                layer.bias() != 0,
                accumulate,
                layer.tf32());
        session.products().multiply(shape, x, layer.weight(), layer.bias(), y);
    }

    /** h = f(h), or f(gate) h where there is a gate. */
    void activate(Activation function, long h, long gate, long values, Element format) {
        activate(function.name().toLowerCase(Locale.ROOT), h, gate, values, format);
    }

    /** The hyperbolic tangent of float32 values, in place. */
    void tanh(long h, long values) {
        activate("tanh", h, 0, values, Element.F32);
    }

    private void activate(String name, long h, long gate, long values, Element format) {
        rows(name + "_" + format.label)
                .launch(session.stream(), Grid.over((values + EACH - 1) / EACH, THREADS), h, gate, values);
    }

    /**
     * Turns queries and keys by the angles of their places.
     *
     * @param qkv [tokens, 3, heads, c]
     * @param cosines [n, c]
     * @param sines [n, c]
     */
    void rotate(long qkv, Element format, long cosines, long sines, long tokens, int n, int heads, int c) {
        rows("rotate_" + format.label)
                .launch(
                        session.stream(),
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
        session.kernels()
                .attention(plan.kernel(), call.width())
                .launch(
                        session.stream(),
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

    /** x += y, float32. */
    void add(long x, long y, long values) {
        rows("add_f32").launch(session.stream(), Grid.over(values, THREADS), x, y, values);
    }

    /** Float32 values in another format, or the same. */
    void copy(long x, long y, Element format, long values) {
        if (format == Element.F32) {
            Cuda.check(cuMemcpyDtoDAsync(y, x, values * Float.BYTES, session.stream()), "a copy");
        } else {
            rows("copy_bf16").launch(session.stream(), Grid.over((values + EACH - 1) / EACH, THREADS), x, y, values);
        }
    }

    /**
     * Cuts pictures into patches.
     *
     * @param pixels [b, 3, rows p, columns p] float32
     * @param patches [b rows columns, k], the values behind 3 p p zeros
     */
    void cut(long pixels, long patches, Element format, long count, int rows, int columns, int p, int k) {
        rows("cut_" + format.label)
                .launch(session.stream(), Grid.over(count * k, THREADS), pixels, patches, count, rows, columns, p, k);
    }

    /**
     * Puts patches behind the tokens in front of them, and adds the places.
     *
     * @param patches [b, n - leading, d]
     * @param x [b, n, d]
     */
    void sequence(long patches, StemWeights.Patches weights, long x, long tokens, int n, int leading, int d) {
        rows("sequence_f32")
                .launch(
                        session.stream(),
                        Grid.over(tokens * d, THREADS),
                        patches,
                        weights.model(),
                        x,
                        tokens,
                        n,
                        leading,
                        weights.places(),
                        d);
    }

    /**
     * The vectors of texts' tokens.
     *
     * @param ids [b, n]
     * @param x [b, n, d]
     */
    void words(long ids, StemWeights.Words weights, long x, long words, int n, int d) {
        rows("words_f32")
                .launch(
                        session.stream(),
                        Grid.over(words * d, THREADS),
                        ids,
                        weights.tokens(),
                        weights.places(),
                        x,
                        words,
                        n,
                        n,
                        0,
                        weights.positions(),
                        d);
    }

    /**
     * Sums of tokens with shares.
     *
     * @param shares [b, n]
     * @param x [b, n, d]
     * @param pooled [b, d]
     */
    void pool(long shares, long x, long pooled, long sequences, int n, int d) {
        rows("pool_f32").launch(session.stream(), columns(sequences, d), shares, x, pooled, n, d);
    }

    /**
     * One token of each sequence.
     *
     * @param places [b]
     * @param x [b, n, d]
     * @param taken [b, d]
     */
    void take(long places, long x, long taken, long sequences, int n, int d) {
        rows("take_f32").launch(session.stream(), columns(sequences, d), places, x, taken, n, d);
    }

    private static Grid columns(long sequences, int d) {
        return new Grid(sequences, (d + 127) / 128, 128, 0);
    }

    private Kernel rows(String name) {
        return session.kernels().of(Compiler.ROWS, name);
    }
}
