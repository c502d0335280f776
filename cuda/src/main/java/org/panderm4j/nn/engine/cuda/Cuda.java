package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_DEVICE_UNAVAILABLE;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_OUT_OF_MEMORY;
import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDeviceTotalMem;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuGetErrorName;
import static org.bytedeco.cuda.global.cudart.cuInit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.SizeTPointer;

/** CUDA in this process: whether its libraries load, which cards there are, and what a status means. */
public final class Cuda {
    /** The first driver whose interface has the version that this is built on, as it tells it: 13.0. */
    static final int DRIVER = 13_000;

    /** After these the card, or this process' hold of it, is lost: nothing that was on it can be read again. */
    private static final Set<String> LOST = Set.of(
            "CUDA_ERROR_ILLEGAL_ADDRESS",
            "CUDA_ERROR_LAUNCH_FAILED",
            "CUDA_ERROR_LAUNCH_TIMEOUT",
            "CUDA_ERROR_ECC_UNCORRECTABLE",
            "CUDA_ERROR_HARDWARE_STACK_ERROR",
            "CUDA_ERROR_ILLEGAL_INSTRUCTION",
            "CUDA_ERROR_MISALIGNED_ADDRESS",
            "CUDA_ERROR_INVALID_ADDRESS_SPACE",
            "CUDA_ERROR_INVALID_PC",
            "CUDA_ERROR_NVLINK_UNCORRECTABLE",
            "CUDA_ERROR_CONTAINED",
            "CUDA_ERROR_DEVICE_UNAVAILABLE",
            "CUDA_ERROR_UNKNOWN");

    private Cuda() {}

    /** Loaded by whoever asks first; a failure is remembered as its reason. */
    private static final class Library {
        private static final List<Device> DEVICES = new ArrayList<>();
        private static final Optional<String> PROBLEM = load();

        private Library() {}

        private static Optional<String> load() {
            try {
                System.loadLibrary("cuda");
            } catch (UnsatisfiedLinkError e) {
                // The usual name of the link is missing on machines without development files; the presets know the
                // real one.
            }
            try {
                Loader.load(org.bytedeco.cuda.global.cudart.class);
            } catch (LinkageError e) {
                return Optional.of(Absence.ofLibrary(e));
            }
            int status = cuInit(0);
            if (status != CUDA_SUCCESS) {
                return Optional.of(Absence.ofStart(name(status), driverVersion()));
            }
            int driver = driverVersion();
            if (driver < DRIVER) {
                return Optional.of(Absence.ofDriver(driver));
            }
            try {
                Loader.load(cublas.class);
                Loader.load(nvrtc.class);
            } catch (LinkageError e) {
                return Optional.of(Absence.ofLibrary(e));
            }
            int[] count = new int[1];
            check(cuDeviceGetCount(count), "the number of cards");
            for (int i = 0; i < count[0]; i++) {
                DEVICES.add(device(i));
            }
            return DEVICES.isEmpty() ? Optional.of(Absence.ofDevice()) : Optional.empty();
        }

        private static Device device(int index) {
            int[] handle = new int[1];
            check(cuDeviceGet(handle, index), "card " + index);
            byte[] name = new byte[256];
            check(cuDeviceGetName(name, name.length, handle[0]), "the name of card " + index);
            try (SizeTPointer memory = new SizeTPointer(1)) {
                check(cuDeviceTotalMem(memory, handle[0]), "the memory of card " + index);
                return new Device(
                        index,
                        new String(name, StandardCharsets.UTF_8)
                                .replace("\0", "")
                                .trim(),
                        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle[0]),
                        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle[0]),
                        attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, handle[0]),
                        memory.get());
            }
        }

        private static int attribute(int attribute, int handle) {
            int[] value = new int[1];
            check(cuDeviceGetAttribute(value, attribute, handle), "attribute " + attribute + " of a card");
            return value[0];
        }
    }

    /** Why no card can be used here; empty where one can. Never throws. */
    public static Optional<String> absence() {
        try {
            return Library.PROBLEM;
        } catch (LinkageError | CudaException e) {
            return Optional.of("CUDA does not answer (" + Absence.essence(e) + ")");
        }
    }

    /** The cards, in the driver's order; none where {@link #absence} has a reason. */
    public static List<Device> devices() {
        return absence().isEmpty() ? List.copyOf(Library.DEVICES) : List.of();
    }

    /** Versions of cuBLASLt and the compiler, e.g. {@code cuBLASLt 13.1.0, NVRTC 13.0}. */
    public static String versions() {
        long lt = cublas.cublasLtGetVersion();
        int[] major = new int[1];
        int[] minor = new int[1];
        nvrtc.nvrtcVersion(major, minor);
        return "cuBLASLt " + lt / 10_000 + "." + lt / 100 % 100 + "." + lt % 100 + ", NVRTC " + major[0] + "."
                + minor[0];
    }

    /** What the driver is for, e.g. {@code driver for CUDA 13.0}. */
    static String driver() {
        return "driver for CUDA " + Absence.version(driverVersion());
    }

    /** As the driver tells it, e.g. 13000; 0 where it does not. */
    private static int driverVersion() {
        int[] version = new int[1];
        return cuDriverGetVersion(version) == CUDA_SUCCESS ? version[0] : 0;
    }

    /** The name of a status of the driver, e.g. {@code CUDA_ERROR_NO_DEVICE}. */
    static String name(int status) {
        try (BytePointer name = new BytePointer()) {
            return cuGetErrorName(status, name) == CUDA_SUCCESS && !name.isNull()
                    ? name.getString()
                    : "status " + status;
        }
    }

    /**
     * Refuses what the driver refuses.
     *
     * @param status as the driver's functions return it
     * @param what was wanted, for the message
     */
    static void check(int status, String what) {
        if (status == CUDA_SUCCESS) {
            return;
        }
        String name = name(status);
        if (status == CUDA_ERROR_OUT_OF_MEMORY) {
            throw full(what);
        }
        throw new CudaException(
                LOST.contains(name)
                        ? "the card was lost while it worked on " + what + " (" + name
                                + "): start again, or use --engine onednn without --resume"
                        : "CUDA gives " + name + " for " + what + " (or use --engine onednn)");
    }

    /** What is told where the card has no room. */
    static CudaException.OutOfMemory full(String what) {
        return new CudaException.OutOfMemory(
                "the card's memory is full: no room for " + what + " (use a smaller batch size, or --engine onednn)");
    }

    /** Refuses a card that cannot be had. */
    static void checkOpening(int status, Device device) {
        if (status == CUDA_ERROR_DEVICE_UNAVAILABLE) {
            throw new CudaException(device.label() + " is in use by another process that shares it with nobody, or not "
                    + "available (see nvidia-smi; or use --engine onednn)");
        }
        check(status, device.label());
    }
}
