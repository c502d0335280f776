package org.panderm4j.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what a missing library looks like, and on a made-up runtime; real ones are asked on a machine that has a card. */
class CudaRuntimeTest {
    @TempDir
    Path folder;

    private static UnsatisfiedLinkError missing(String library) {
        return new UnsatisfiedLinkError(
                "/cache/libjnicudart.so: " + library + ": cannot open shared object file: No such file or directory");
    }

    @Test
    void aMissingLibraryTellsDriverFromRuntime() {
        assertThat(CudaRuntime.problem(missing("libcuda.so.1"))).isEqualTo(new CudaSurvey.NoDriver());
        assertThat(CudaRuntime.problem(missing("libcudart.so.11.0")))
                .isEqualTo(new CudaSurvey.NoRuntime("libcudart.so.11.0"));
    }

    @Test
    void theReasonMayLieDeep() {
        UnsatisfiedLinkError outer = new UnsatisfiedLinkError("no jnicudart in java.library.path");
        outer.initCause(missing("libcuda.so.1"));
        assertThat(CudaRuntime.problem(new ExceptionInInitializerError(outer))).isEqualTo(new CudaSurvey.NoDriver());
    }

    @Test
    void anythingElseIsToldInOneLine() {
        CudaSurvey survey =
                CudaRuntime.problem(new ExceptionInInitializerError(new IllegalStateException("broken\nin two lines")));
        assertThat(survey).isEqualTo(new CudaSurvey.Unreadable("IllegalStateException: broken"));
    }

    @Test
    void aBuildWithoutThePresetCannotAsk() {
        assertThat(CudaRuntime.survey(ClassLoader.getPlatformClassLoader()))
                .isEqualTo(new CudaSurvey.Unreadable("ClassNotFoundException: org.bytedeco.cuda.global.cudart"));
    }

    private CudaSurvey made(int status, int failing, String... capabilities) throws Exception {
        String cases = IntStream.range(0, capabilities.length)
                .mapToObj(i -> "if (device == " + i + ") { value[0] = attribute == 75 ? "
                        + capabilities[i].replace(".", " : attribute == 76 ? ") + " : -1; return " + failing + "; }")
                .collect(Collectors.joining("\n"));
        return CudaRuntime.survey(MadeUpClasses.compiled(
                folder,
                Map.of(
                        "org.bytedeco.cuda.global.cudart",
                        "public class cudart { public static int cudaGetDeviceCount(int[] count) { count[0] = "
                                + capabilities.length + "; return " + status + "; } public static int "
                                + "cudaDeviceGetAttribute(int[] value, int attribute, int device) { " + cases
                                + " return 101; } }",
                        "org.bytedeco.cuda.global.cublas",
                        "public class cublas {}",
                        "org.bytedeco.cuda.global.cusolver",
                        "public class cusolver { static { if (true) throw new UnsatisfiedLinkError("
                                + "\"x: libcusolver.so.11: cannot open shared object file\"); } }")));
    }

    @Test
    void devicesAreAskedForWhatTheyCanDo() throws Exception {
        assertThat(made(0, 0, "9.0", "3.5"))
                .isInstanceOfSatisfying(
                        CudaSurvey.Devices.class,
                        found -> assertThat(found.devices())
                                .containsExactly(
                                        new CudaDevice(0, new Capability(9, 0)),
                                        new CudaDevice(1, new Capability(3, 5))));
        assertThat(made(100, 0))
                .isInstanceOfSatisfying(
                        CudaSurvey.Devices.class,
                        found -> assertThat(found.devices()).isEmpty());
    }

    @Test
    void whatTheRuntimeRefusesIsNamed() throws Exception {
        assertThat(made(35, 0))
                .isInstanceOfSatisfying(
                        CudaSurvey.Unreadable.class,
                        found -> assertThat(found.reason()).contains("older than CUDA 11"));
        assertThat(made(999, 0)).isEqualTo(new CudaSurvey.Unreadable("cudaGetDeviceCount gives error 999"));
        assertThat(made(0, 46, "8.6"))
                .isEqualTo(new CudaSurvey.Unreadable("cudaDeviceGetAttribute of device 0 gives error 46"));
    }

    /** Asked for only where ND4J would run there: without it ND4J would end the program. */
    @Test
    void whatElseNd4jNeedsIsLookedForWhereItWouldRun() throws Exception {
        assertThat(made(0, 0, "8.6")).isEqualTo(new CudaSurvey.NoRuntime("libcusolver.so.11"));
    }
}
