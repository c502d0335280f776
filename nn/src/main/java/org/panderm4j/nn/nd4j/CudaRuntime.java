package org.panderm4j.nn.nd4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CUDA runtime that ND4J would use, asked for its devices before ND4J is. It is reached by name, since most builds have none; asking
 * takes no memory on a device.
 */
final class CudaRuntime {
    private static final String CLASS = "org.bytedeco.cuda.global.cudart";
    /** What else ND4J's library needs of CUDA: without it ND4J would end the program. */
    private static final List<String> OTHERS =
            List.of("org.bytedeco.cuda.global.cublas", "org.bytedeco.cuda.global.cusolver");
    /** The system's loader says so, after the path of the library that wants it. */
    private static final Pattern MISSING = Pattern.compile("(lib[^\\s/:]+): cannot open shared object file");

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
            CudaRuntime runtime = new CudaRuntime(
                    functions.getMethod("cudaGetDeviceCount", int[].class),
                    functions.getMethod("cudaDeviceGetAttribute", int[].class, int.class, int.class));
            CudaSurvey survey = runtime.devices();
            if (BackendDecision.of(survey).place() == BackendDecision.Place.CUDA) {
                for (String other : OTHERS) {
                    Class.forName(other, true, loader);
                }
            }
            return survey;
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
        return new CudaSurvey.Devices(devices, System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", ""));
    }

    private static CudaSurvey refusal(String function, int status) {
        return new CudaSurvey.Unreadable(
                status == OLD_DRIVER
                        ? "the NVIDIA driver is older than CUDA 11; install a newer one"
                        : function + " gives error " + status);
    }

    /** What it means that a library does not load. */
    static CudaSurvey problem(Throwable thrown) {
        Throwable last = thrown;
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            Matcher missing = MISSING.matcher(String.valueOf(one.getMessage()));
            if (missing.find()) {
                String library = missing.group(1);
                return library.startsWith("libcuda.so") ? new CudaSurvey.NoDriver() : new CudaSurvey.NoRuntime(library);
            }
            last = one;
        }
        String message = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return new CudaSurvey.Unreadable(last.getClass().getSimpleName() + ": " + message);
    }
}
