package org.panderm4j.nn.nd4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The CUDA runtime that ND4J would use, asked for its devices before ND4J is. It is reached by name, since most builds have none; asking
 * takes no memory on a device.
 */
final class CudaRuntime {
    private static final String CLASS = "org.bytedeco.cuda.global.cudart";
    /** {@code cudaDevAttrComputeCapabilityMajor}; the minor one comes next. */
    private static final int MAJOR = 75;

    private static final int MINOR = 76;
    private static final int NO_DEVICE = 100;
    private static final int OLD_DRIVER = 35;

    private final Method count;
    private final Method attribute;

    private CudaRuntime(Method count, Method attribute) {
        this.count = count;
        this.attribute = attribute;
    }

    /** Asks for all devices; never fails. */
    static CudaSurvey survey(ClassLoader loader) {
        try {
            Class<?> functions = Class.forName(CLASS, true, loader);
            return new CudaRuntime(
                            functions.getMethod("cudaGetDeviceCount", int[].class),
                            functions.getMethod("cudaDeviceGetAttribute", int[].class, int.class, int.class))
                    .devices();
        } catch (InvocationTargetException e) {
            return problem(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            return problem(e);
        }
    }

    private CudaSurvey devices() throws ReflectiveOperationException {
        int[] number = new int[1];
        int status = (int) count.invoke(null, (Object) number);
        if (status != 0 && status != NO_DEVICE) {
            return refusal("cudaGetDeviceCount", status);
        }
        List<CudaDevice> devices = new ArrayList<>();
        for (int i = 0; status == 0 && i < number[0]; i++) {
            int[] major = new int[1];
            int[] minor = new int[1];
            int failed = Math.max(
                    (int) attribute.invoke(null, major, MAJOR, i), (int) attribute.invoke(null, minor, MINOR, i));
            if (failed != 0) {
                return refusal("cudaDeviceGetAttribute of device " + i, failed);
            }
            devices.add(new CudaDevice(i, new Capability(major[0], minor[0])));
        }
        return new CudaSurvey.Devices(devices);
    }

    private static CudaSurvey refusal(String function, int status) {
        return new CudaSurvey.Unreadable(
                status == OLD_DRIVER
                        ? "the NVIDIA driver is older than CUDA 11; install a newer one"
                        : function + " gives error " + status);
    }

    /** What it means that the runtime does not load. */
    static CudaSurvey problem(Throwable thrown) {
        Throwable last = thrown;
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (isMissing("libcuda.so", one)) {
                return new CudaSurvey.NoDriver();
            }
            if (isMissing("libcudart.so", one)) {
                return new CudaSurvey.NoRuntime();
            }
            last = one;
        }
        String message = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return new CudaSurvey.Unreadable(last.getClass().getSimpleName() + ": " + message);
    }

    /** The system's loader says so, after the path of the library that wants it. */
    private static boolean isMissing(String library, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains(library) && message.contains("cannot open shared object file");
    }
}
