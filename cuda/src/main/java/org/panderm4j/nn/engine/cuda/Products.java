package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLASLT_EPILOGUE_BIAS;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_EPILOGUE_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_BIAS_POINTER;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_EPILOGUE;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_TRANSA;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.cublasLtCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmul;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulAlgoGetHeuristic;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutDestroy;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_CAPTURED_EVENT;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_NOT_READY;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;
import static org.bytedeco.cuda.global.cudart.cuStreamQuery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Matrix products by cuBLASLt, with what fits behind them. The library's choice for a shape is made once and kept. */
final class Products implements AutoCloseable {
    /** What the vendor recommends for compute capability 9.0. */
    private static final long WORKSPACE = 32L << 20;
    /** Plans that are kept: more than the programs that are kept have. */
    private static final int MOST = 2048;

    private final CUstream_st stream;
    private final cublasLtContext library = new cublasLtContext();
    private final long workspace;
    private final Map<Shape, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private final FloatPointer one = new FloatPointer(new float[] {1});
    private final FloatPointer zero = new FloatPointer(new float[] {0});

    Products(Memory memory, CUstream_st stream) {
        this.stream = stream;
        workspace = memory.take(WORKSPACE, "workspace for products");
        check(cublasLtCreate(library), "a handle");
    }

    /**
     * A product [rows, inner] times the transpose of [columns, inner].
     *
     * @param factors format of both matrices
     * @param sum format of the result and the bias
     * @param bias whether a row is added to the result
     * @param tf32 whether float32 factors may be rounded
     */
    record Shape(long rows, long inner, long columns, Element factors, Element sum, boolean bias, boolean tf32) {}

    /** The library sees matrices by columns, so it is told the transposed product. */
    private final class Plan {
        final cublasLtMatmulDescOpaque_t description;
        final cublasLtMatrixLayoutOpaque_t weight;
        final cublasLtMatrixLayoutOpaque_t input;
        final cublasLtMatrixLayoutOpaque_t output;
        final cublasLtMatmulHeuristicResult_t choice = new cublasLtMatmulHeuristicResult_t();

        Plan(Shape shape) {
            try (PointerPointer<?> made = new PointerPointer<>(1)) {
                int compute = shape.tf32() ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F;
                check(cublasLtMatmulDescCreate(made, compute, CUDA_R_32F), "a description");
                description = new cublasLtMatmulDescOpaque_t(made.get(0));
            }
            set(CUBLASLT_MATMUL_DESC_TRANSA, CUBLAS_OP_T);
            set(CUBLASLT_MATMUL_DESC_EPILOGUE, shape.bias() ? CUBLASLT_EPILOGUE_BIAS : CUBLASLT_EPILOGUE_DEFAULT);
            if (shape.bias()) {
                set(CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE, shape.sum().cublas());
                setBias(workspace);
            }
            weight = layout(shape.factors(), shape.inner(), shape.columns(), shape.inner());
            input = layout(shape.factors(), shape.inner(), shape.rows(), shape.inner());
            output = layout(shape.sum(), shape.columns(), shape.rows(), shape.columns());
            boolean chosen = false;
            try {
                choose(shape);
                chosen = true;
            } finally {
                if (!chosen) {
                    close();
                }
            }
        }

        private void set(int attribute, int value) {
            try (IntPointer pointer = new IntPointer(new int[] {value})) {
                check(
                        cublasLtMatmulDescSetAttribute(description, attribute, pointer, Integer.BYTES),
                        "attribute " + attribute);
            }
        }

        private void setBias(long address) {
            try (LongPointer pointer = new LongPointer(new long[] {address})) {
                check(
                        cublasLtMatmulDescSetAttribute(
                                description, CUBLASLT_MATMUL_DESC_BIAS_POINTER, pointer, Long.BYTES),
                        "a bias");
            }
        }

        private cublasLtMatrixLayoutOpaque_t layout(Element format, long rows, long columns, long stride) {
            try (PointerPointer<?> made = new PointerPointer<>(1)) {
                check(cublasLtMatrixLayoutCreate(made, format.cublas(), rows, columns, stride), "a layout");
                return new cublasLtMatrixLayoutOpaque_t(made.get(0));
            }
        }

        private void choose(Shape shape) {
            try (PointerPointer<?> made = new PointerPointer<>(1);
                    LongPointer bytes = new LongPointer(new long[] {WORKSPACE})) {
                check(cublasLtMatmulPreferenceCreate(made), "a preference");
                cublasLtMatmulPreferenceOpaque_t preference = new cublasLtMatmulPreferenceOpaque_t(made.get(0));
                check(
                        cublasLtMatmulPreferenceSetAttribute(
                                preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, bytes, Long.BYTES),
                        "a preference");
                int[] found = new int[1];
                int status = cublasLtMatmulAlgoGetHeuristic(
                        library, description, weight, input, output, output, preference, 1, choice, found);
                cublasLtMatmulPreferenceDestroy(preference);
                check(status, shape.toString());
                if (found[0] < 1) {
                    throw new CudaException("cuBLASLt knows no way to compute " + shape);
                }
            }
        }

        void run(long x, long w, long bias, long y) {
            if (bias != 0) {
                setBias(bias);
            }
            check(
                    cublasLtMatmul(
                            library,
                            description,
                            one,
                            new Address(w),
                            weight,
                            new Address(x),
                            input,
                            zero,
                            new Address(y),
                            output,
                            new Address(y),
                            output,
                            choice.algo(),
                            new Address(workspace),
                            WORKSPACE,
                            stream),
                    "a product");
        }

        void close() {
            cublasLtMatrixLayoutDestroy(weight);
            cublasLtMatrixLayoutDestroy(input);
            cublasLtMatrixLayoutDestroy(output);
            cublasLtMatmulDescDestroy(description);
        }
    }

    /**
     * Queues a product.
     *
     * @param x left matrix
     * @param w right matrix, its rows the columns of the result
     * @param bias added to every row; 0 where the shape has none
     * @param y result
     */
    void multiply(Shape shape, long x, long w, long bias, long y) {
        plans.computeIfAbsent(shape, Plan::new).run(x, w, bias, y);
        if (plans.size() > MOST) {
            plans.remove(plans.keySet().iterator().next()).close();
        }
    }

    /** Where the library fails because the driver does, the driver's reason is told. */
    private void check(int status, String what) {
        if (status == CUBLAS_STATUS_SUCCESS) {
            return;
        }
        int state = cuStreamQuery(stream);
        boolean recording = state >= CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED && state <= CUDA_ERROR_CAPTURED_EVENT;
        if (state != CUDA_ERROR_NOT_READY && !recording) {
            Cuda.check(state, what);
        }
        if (status == CUBLAS_STATUS_ALLOC_FAILED) {
            throw Cuda.full(what);
        }
        throw new CudaException("cuBLASLt gives status " + status + " for " + what + " (or use --engine onednn)");
    }

    @Override
    public void close() {
        plans.values().forEach(Plan::close);
        plans.clear();
        cublasLtDestroy(library);
        one.close();
        zero.close();
    }
}
