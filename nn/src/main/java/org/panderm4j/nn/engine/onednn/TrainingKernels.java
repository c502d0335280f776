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
    private final Map<Key, Prepared> operations = new LinkedHashMap<>(16, 0.75f, true);
    private final ThinProducts thin = new ThinProducts(this, workspace);
    private boolean closed;

    private TrainingKernels() {}

    /** Kernels of their own owner, if the library can run here. */
    public static Optional<TrainingKernels> ifPresent() {
        return OneDnn.absence().isEmpty() ? Optional.of(new TrainingKernels()) : Optional.empty();
    }

    /** Tells operations apart. */
    record Key(String kind, List<Long> lengths, double number) {}

    /** An activation of {@code count} values. */
    public synchronized void activate(Activation activation, long count, long x, long y) {
        Layout layout = Layout.dense(Format.F32, count);
        run(
                new Key("activate " + activation, List.of(count), 0),
                () -> TrainingPrimitives.activation(activation, layout),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, layout)),
                new Execution.Role(DNNL_ARG_DST, fixed(y, layout)));
    }

    /** The gradient {@code dx} by its argument {@code x}, from that by its result, {@code dy}. */
    public synchronized void activateBack(Activation activation, long count, long x, long dy, long dx) {
        Layout layout = Layout.dense(Format.F32, count);
        run(
                new Key("activate back " + activation, List.of(count), 0),
                () -> TrainingPrimitives.activationBack(activation, layout),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, layout)),
                new Execution.Role(DNNL_ARG_DIFF_DST, fixed(dy, layout)),
                new Execution.Role(DNNL_ARG_DIFF_SRC, fixed(dx, layout)));
    }

    /** Layer norm of the rows of a matrix: {@code y}, and of each row mean and population variance, which going back needs. */
    public synchronized void norm(Rows rows, double eps, long x, long weight, long bias, long y, Moments moments) {
        run(
                new Key("norm", rows.lengths(), eps),
                () -> TrainingPrimitives.norm(rows.layouts(), (float) eps),
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
                new Key("norm back", rows.lengths(), eps),
                () -> TrainingPrimitives.normBack(rows.layouts(), (float) eps),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, rows.matrix())),
                new Execution.Role(DNNL_ARG_MEAN, fixed(moments.mean(), rows.column())),
                new Execution.Role(DNNL_ARG_VARIANCE, fixed(moments.variance(), rows.column())),
                new Execution.Role(DNNL_ARG_SCALE, fixed(weight, rows.row())),
                new Execution.Role(DNNL_ARG_DIFF_DST, fixed(dy, rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_SRC, fixed(gradients.x(), rows.matrix())),
                new Execution.Role(DNNL_ARG_DIFF_SCALE, fixed(gradients.weight(), rows.row())),
                new Execution.Role(DNNL_ARG_DIFF_SHIFT, fixed(gradients.bias(), rows.row())));
    }

    /**
     * {@code count} products of matrices that lie one after the other: (rows, inner) by (inner, columns).
     *
     * @param accumulate whether they are added to what the result holds
     */
    public synchronized void multiply(Product product, long left, long right, long result, boolean accumulate) {
        requireOpen();
        if (ThinProducts.covers(product)) {
            thin.multiply(product, left, right, result, accumulate);
        } else {
            multiplyPlainly(product, left, right, result, accumulate);
        }
    }

    /** Likewise by the library's own product, whatever the form. */
    synchronized void multiplyPlainly(Product product, long left, long right, long result, boolean accumulate) {
        List<Layout> layouts = List.of(product.left(), product.right(), product.result());
        run(
                new Key("product " + accumulate, product.lengths(), 0),
                () -> TrainingPrimitives.product(layouts, accumulate),
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
                new Key("softmax", rows.lengths(), 0),
                () -> TrainingPrimitives.softmax(rows.matrix()),
                new Execution.Role(DNNL_ARG_SRC, fixed(x, rows.matrix())),
                new Execution.Role(DNNL_ARG_DST, fixed(y, rows.matrix())));
    }

    /** The gradient {@code dx} by the argument of a softmax of rows, from its result {@code y} and the gradient by that. */
    public synchronized void softmaxBack(Rows rows, long y, long dy, long dx) {
        run(
                new Key("softmax back", rows.lengths(), 0),
                () -> TrainingPrimitives.softmaxBack(rows.matrix()),
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

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these kernels have been closed");
        }
    }

    /** Runs an operation that is made when it is first asked for. */
    void run(Key key, Supplier<Primitive> making, Execution.Role... roles) {
        requireOpen();
        List<Execution.Role> all = List.of(roles);
        operations.computeIfAbsent(key, any -> new Prepared(making.get(), all)).run(resources.stream(), workspace, all);
        if (operations.size() > KEPT) {
            Key oldest = operations.keySet().iterator().next();
            operations.remove(oldest).close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            operations.values().forEach(Prepared::close);
            operations.clear();
            resources.close();
        }
    }
}
