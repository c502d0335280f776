package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_wait;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.nn.tower.Activation;

/**
 * Operations of training that go through memory once, forward and back, on dense float32 arrays that lie where the caller says.
 * Calls of several threads take turns.
 */
public final class TrainingKernels implements AutoCloseable {
    /** Of operations for arrays of different lengths; a network has about ten, times the lengths of its batches. */
    private static final int KEPT = 256;

    private final Resources resources = new Resources();
    private final Workspace workspace = new Workspace(resources.memory());
    private final Map<Object, Primitive> primitives = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    private TrainingKernels() {}

    /** Kernels of their own owner, if the library can run here. */
    public static Optional<TrainingKernels> ifPresent() {
        return OneDnn.absence().isEmpty() ? Optional.of(new TrainingKernels()) : Optional.empty();
    }

    private record Key(String kind, List<Long> lengths, double number) {}

    /** An activation of {@code count} values. */
    public synchronized void activate(Activation activation, long count, long x, long y) {
        Layout layout = Layout.dense(Format.F32, count);
        run(
                primitive(
                        new Key("activate " + activation, List.of(count), 0),
                        () -> TrainingPrimitives.activation(activation, layout)),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, layout)),
                new Execution.Role(DNNL_ARG_DST, fixed(y, layout)));
    }

    /** The gradient {@code dx} by its argument {@code x}, from that by its result, {@code dy}. */
    public synchronized void activateBack(Activation activation, long count, long x, long dy, long dx) {
        Layout layout = Layout.dense(Format.F32, count);
        run(
                primitive(
                        new Key("activate back " + activation, List.of(count), 0),
                        () -> TrainingPrimitives.activationBack(activation, layout)),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, layout)),
                new Execution.Role(DNNL_ARG_DIFF_DST, fixed(dy, layout)),
                new Execution.Role(DNNL_ARG_DIFF_SRC, fixed(dx, layout)));
    }

    /** Layer norm of the rows of a matrix: {@code y}, and of each row mean and population variance, which going back needs. */
    public synchronized void norm(Rows rows, double eps, long x, long weight, long bias, long y, Moments moments) {
        run(
                primitive(
                        new Key("norm", rows.lengths(), eps),
                        () -> TrainingPrimitives.norm(rows.layouts(), (float) eps)),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, rows.matrix())),
                new Execution.Role(DNNL_ARG_SCALE, fixed(weight, rows.row())),
                new Execution.Role(DNNL_ARG_SHIFT, fixed(bias, rows.row())),
                new Execution.Role(DNNL_ARG_DST, fixed(y, rows.matrix())),
                new Execution.Role(DNNL_ARG_MEAN, fixed(moments.mean(), rows.column())),
                new Execution.Role(DNNL_ARG_VARIANCE, fixed(moments.variance(), rows.column())));
    }

    /** Gradients by the argument, the weight and the bias of a layer norm, from that by its result. */
    public synchronized void normBack(
            Rows rows, double eps, long x, Moments moments, long weight, long dy, NormGradients gradients) {
        run(
                primitive(
                        new Key("norm back", rows.lengths(), eps),
                        () -> TrainingPrimitives.normBack(rows.layouts(), (float) eps)),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, rows.matrix())),
                new Execution.Role(DNNL_ARG_MEAN, fixed(moments.mean(), rows.column())),
                new Execution.Role(DNNL_ARG_VARIANCE, fixed(moments.variance(), rows.column())),
                new Execution.Role(DNNL_ARG_SCALE, fixed(weight, rows.row())),
                new Execution.Role(DNNL_ARG_DIFF_DST, fixed(dy, rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_SRC, fixed(gradients.x(), rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_SCALE, fixed(gradients.weight(), rows.row())),
                new Execution.Role(DNNL_ARG_DIFF_SHIFT, fixed(gradients.bias(), rows.row())));
    }

    /** {@code count} products of matrices that lie one after the other: (rows, inner) by (inner, columns). */
    public synchronized void multiply(Product product, long left, long right, long result) {
        List<Layout> layouts = List.of(product.left(), product.right(), product.result());
        run(
                primitive(new Key("product", product.lengths(), 0), () -> TrainingPrimitives.product(layouts)),
                new Execution.Role(DNNL_ARG_SRC, fixed(left, layouts.get(0))),
                new Execution.Role(DNNL_ARG_WEIGHTS, fixed(right, layouts.get(1))),
                new Execution.Role(DNNL_ARG_DST, fixed(result, layouts.get(2))));
    }

    /**
     * Form of products.
     *
     * @param leftTransposed whether the left matrices lie in memory as (inner, rows)
     * @param rightTransposed whether the right ones lie as (columns, inner)
     */
    public record Product(
            long count, long rows, long inner, long columns, boolean leftTransposed, boolean rightTransposed) {
        private List<Long> lengths() {
            return List.of(count, rows, inner, columns, leftTransposed ? 1L : 0L, rightTransposed ? 1L : 0L);
        }

        private Layout left() {
            return matrices(rows, inner, leftTransposed);
        }

        private Layout right() {
            return matrices(inner, columns, rightTransposed);
        }

        private Layout result() {
            return matrices(rows, columns, false);
        }

        private Layout matrices(long height, long width, boolean transposed) {
            long[] lengths = {count, height, width};
            return transposed
                    ? Layout.strided(Format.F32, lengths, height * width, 1, height)
                    : Layout.dense(Format.F32, lengths);
        }
    }

    /** Softmax of the rows of a matrix. */
    public synchronized void softmax(Rows rows, long x, long y) {
        run(
                primitive(new Key("softmax", rows.lengths(), 0), () -> TrainingPrimitives.softmax(rows.matrix())),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, rows.matrix())),
                new Execution.Role(DNNL_ARG_DST, fixed(y, rows.matrix())));
    }

    /** The gradient {@code dx} by the argument of a softmax of rows, from its result {@code y} and the gradient by that. */
    public synchronized void softmaxBack(Rows rows, long y, long dy, long dx) {
        run(
                primitive(
                        new Key("softmax back", rows.lengths(), 0),
                        () -> TrainingPrimitives.softmaxBack(rows.matrix())),
                new Execution.Role(DNNL_ARG_DST, fixed(y, rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_DST, fixed(dy, rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_SRC, fixed(dx, rows.matrix())));
    }

    /** Lengths of a matrix. */
    public record Rows(long count, long width) {
        private List<Long> lengths() {
            return List.of(count, width);
        }

        /** Of the matrix and of its moments. */
        private List<Layout> layouts() {
            return List.of(matrix(), column());
        }

        private Layout matrix() {
            return Layout.dense(Format.F32, count, width);
        }

        private Layout row() {
            return Layout.dense(Format.F32, width);
        }

        private Layout column() {
            return Layout.dense(Format.F32, count);
        }
    }

    /** Addresses of the means and variances of rows. */
    public record Moments(long mean, long variance) {}

    /** Addresses of the gradients by what a layer norm takes. */
    public record NormGradients(long x, long weight, long bias) {}

    private static View fixed(long address, Layout layout) {
        return new View(new Location(Location.Kind.FIXED, address), layout);
    }

    private Primitive primitive(Key key, Supplier<Primitive> making) {
        requireOpen();
        Primitive primitive = primitives.computeIfAbsent(key, any -> making.get());
        if (primitives.size() > KEPT) {
            Object oldest = primitives.keySet().iterator().next();
            primitives.remove(oldest).close();
        }
        return primitive;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these kernels have been closed");
        }
    }

    private void run(Primitive primitive, Execution.Role... roles) {
        Execution execution = Execution.ofViews(primitive, List.of(roles));
        try {
            execution.bind(workspace.reserve(0, primitive.scratchpadBytes()));
            execution.run(resources.stream());
            OneDnn.check(dnnl_stream_wait(resources.stream()), "the end of an operation");
        } finally {
            execution.close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            primitives.values().forEach(Primitive::close);
            primitives.clear();
            resources.close();
        }
    }
}
