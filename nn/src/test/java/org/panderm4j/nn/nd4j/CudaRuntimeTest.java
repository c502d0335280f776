package org.panderm4j.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** On what a missing library looks like; the devices themselves are asked on a machine that has some. */
class CudaRuntimeTest {
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
}
