package org.panderm4j.nn.engine.samediff;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.nd4j.HostMemory;

/** The ND4J backend on the class path; the first call loads its native libraries. */
public final class Nd4jBackend {
    private Nd4jBackend() {}

    /** Its name, e.g. {@code CpuBackend}, and where it runs on cards which: they differ in the last digits. */
    public static String name() {
        BackendGuard.requirePriorities();
        Object backend = Nd4j.getBackend();
        return backend instanceof CpuBackend
                ? CpuBackend.class.getSimpleName()
                : backend.getClass().getSimpleName() + " ("
                        + cards(NativeOpsHolder.getInstance().getDeviceNativeOps()) + ")";
    }

    /** e.g. {@code Tesla T4, compute capability 7.5}; kinds of cards, not each. */
    static String cards(NativeOps library) {
        return IntStream.range(0, library.getAvailableDevices())
                .mapToObj(card -> library.getDeviceName(card) + ", compute capability " + library.getDeviceMajor(card)
                        + "." + library.getDeviceMinor(card))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /**
     * Sets the threads for ND4J's operations and products in this process; 0 leaves its own choice. On a CUDA device without effect:
     * the same setting means threads of the device there.
     */
    public static void useThreads(int threads) {
        BackendGuard.requirePriorities();
        if (threads > 0 && HostMemory.isShared()) {
            // In this order: Nd4j finds the backend, and the holder alone does not.
            Nd4j.factory().blas().setMaxThreads(threads);
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        }
    }

    /** The product of two matrices in C order, to see whether the backend multiplies rightly. */
    public static float[] product(float[][] left, float[][] right) {
        BackendGuard.requirePriorities();
        try (INDArray a = Nd4j.createFromArray(left);
                INDArray b = Nd4j.createFromArray(right);
                INDArray product = a.mmul(b);
                INDArray plain = product.dup('c')) {
            return plain.data().asFloat();
        }
    }
}
