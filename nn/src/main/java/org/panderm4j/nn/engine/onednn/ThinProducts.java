package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Product;

/**
 * Products of a weight matrix with the few rows of a batch of feature vectors. The library's product rearranges a weight matrix
 * before it multiplies, which for many rows costs nothing and for few as much as the product; here only the rows are rearranged.
 */
final class ThinProducts {
    /** Fewer rows do not fill a vector, and with more there is nothing to gain. */
    private static final long LEAST_ROWS = 16;

    private static final long MOST_ROWS = 128;
    /** Values along each axis of a weight matrix that is worth it. */
    private static final long LEAST_WIDTH = 128;

    private final TrainingKernels kernels;
    private final Workspace workspace;

    /**
     * @param workspace whose scratch arrays are used
     */
    ThinProducts(TrainingKernels kernels, Workspace workspace) {
        this.kernels = kernels;
        this.workspace = workspace;
    }

    /** Whether a product is one of these. */
    static boolean covers(Product product) {
        boolean weightGradient = product.leftTransposed();
        long rows = weightGradient ? product.inner() : product.rows();
        long width = Math.min(product.columns(), weightGradient ? product.rows() : product.inner());
        return product.count() == 1
                && !(product.leftTransposed() && product.rightTransposed())
                && rows >= LEAST_ROWS
                && rows <= MOST_ROWS
                && width >= LEAST_WIDTH;
    }

    /** As {@link TrainingKernels#multiply}, of one that is covered. */
    void multiply(Product product, long left, long right, long result, boolean accumulate) {
        if (product.rightTransposed() && !accumulate) {
            forward(product, left, right, result);
        } else {
            plain(product, left, right, result, accumulate);
        }
    }

    /** x W^T as the transpose of W x^T: a matrix is read as it lies, row by row. */
    private void forward(Product product, long left, long right, long result) {
        long rows = product.rows();
        long inner = product.inner();
        long columns = product.columns();
        workspace.reserve((inner + columns) * rows * Float.BYTES, 0);
        View x = scratch(0, Layout.dense(Format.F32, inner, rows)); // x^T
        View y = scratch(inner * rows * Float.BYTES, Layout.dense(Format.F32, columns, rows)); // y^T
        copy(fixed(left, transposed(inner, rows)), x);
        View weight = fixed(right, Layout.dense(Format.F32, columns, inner));
        kernels.run(
                new TrainingKernels.Key("thin product", List.of(columns, inner, rows), 0),
                () -> TrainingPrimitives.product(List.of(weight.layout(), x.layout(), y.layout()), false),
                new Execution.Role(DNNL_ARG_SRC, weight),
                new Execution.Role(DNNL_ARG_WEIGHTS, x),
                new Execution.Role(DNNL_ARG_DST, y));
        copy(y, fixed(result, transposed(columns, rows)));
    }

    private void copy(View from, View to) {
        boolean begins = from.location().kind() == Location.Kind.FIXED;
        kernels.run(
                new TrainingKernels.Key("transpose " + begins, from.layout().dims(), 0),
                () -> Operations.copy(List.of(from.layout(), to.layout())),
                new Execution.Role(DNNL_ARG_FROM, from),
                new Execution.Role(DNNL_ARG_TO, to));
    }

    /** A matrix (height, width) that lies in memory as (width, height). */
    private static Layout transposed(long height, long width) {
        return Layout.strided(Format.F32, new long[] {height, width}, 1, height);
    }

    private static View scratch(long offset, Layout layout) {
        return new View(new Location(Location.Kind.SCRATCH, offset), layout);
    }

    private static View fixed(long address, Layout layout) {
        return new View(new Location(Location.Kind.FIXED, address), layout);
    }

    private static void plain(Product product, long left, long right, long result, boolean accumulate) {
        OneDnn.check(
                dnnl_sgemm(
                        code(product.leftTransposed()),
                        code(product.rightTransposed()),
                        product.rows(),
                        product.columns(),
                        product.inner(),
                        1,
                        floats(left),
                        product.leftTransposed() ? product.rows() : product.inner(),
                        floats(right),
                        product.rightTransposed() ? product.inner() : product.columns(),
                        accumulate ? 1 : 0,
                        floats(result),
                        product.columns()),
                "a product of matrices " + product);
    }

    private static byte code(boolean transposed) {
        return (byte) (transposed ? 'T' : 'N');
    }

    private static FloatPointer floats(long address) {
        return new FloatPointer(new Address(address));
    }
}
