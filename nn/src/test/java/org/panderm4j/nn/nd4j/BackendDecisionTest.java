package org.panderm4j.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.nd4j.BackendDecision.Place;

class BackendDecisionTest {
    private static final String REFUSAL =
            "ND4J runs on the processor: its CUDA backend has code for 3.7 to 8.9, not for ";

    private static BackendDecision of(String... capabilities) {
        return visible("", capabilities);
    }

    private static BackendDecision visible(String variable, String... capabilities) {
        List<CudaDevice> devices = new ArrayList<>();
        for (String capability : capabilities) {
            int point = capability.indexOf('.');
            int major = Integer.parseInt(capability.substring(0, point));
            int minor = Integer.parseInt(capability.substring(point + 1));
            devices.add(new CudaDevice(devices.size(), new Capability(major, minor)));
        }
        return BackendDecision.of(new CudaSurvey.Devices(devices, variable));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3.7", "5.0", "5.2", "5.3", "6.0", "6.1", "6.2", "7.0", "7.2", "7.5", "8.0", "8.6", "8.7", "8.9"
            })
    void cudaIsAllowedWhereNd4jHasCode(String capability) {
        BackendDecision decision = of(capability);
        assertThat(decision.place()).isEqualTo(Place.CUDA);
        assertThat(decision.sentence())
                .isEqualTo("ND4J runs on CUDA: device 0 (compute capability " + capability + ")");
        assertThat(decision.warns()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.0", "10.0", "10.3", "11.0", "12.0", "12.1"})
    void newerDevicesAreForTheOtherEngine(String capability) {
        BackendDecision decision = of(capability);
        assertThat(decision.place()).isEqualTo(Place.PROCESSOR);
        assertThat(decision.sentence())
                .isEqualTo(REFUSAL + "device 0 (compute capability " + capability
                        + "); use the cuda engine (a build with -Pcuda13)");
        assertThat(decision.warns()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "3.0", "3.5"})
    void olderDevicesAreForNobody(String capability) {
        BackendDecision decision = of(capability);
        assertThat(decision.place()).isEqualTo(Place.PROCESSOR);
        assertThat(decision.sentence())
                .isEqualTo(REFUSAL + "device 0 (compute capability " + capability
                        + "); no build of this program uses such a device");
        assertThat(decision.warns()).isTrue();
    }

    @Test
    void withoutADeviceThereIsNothingToSay() {
        BackendDecision decision = of();
        assertThat(decision.place()).isEqualTo(Place.PROCESSOR);
        assertThat(decision.sentence())
                .isEqualTo("ND4J runs on the processor: there is no CUDA device that this process may use");
        assertThat(decision.warns()).isFalse();
    }

    @Test
    void severalDevicesMustAllDo() {
        assertThat(of("8.6", "7.5").place()).isEqualTo(Place.CUDA);
        assertThat(of("8.6", "7.5").sentence())
                .endsWith("device 1 (compute capability 7.5); it gives them to threads by turns, "
                        + "CUDA_VISIBLE_DEVICES=0 would leave it one");
        BackendDecision mixed = of("9.0", "8.6", "3.5", "8.0");
        assertThat(mixed.place()).isEqualTo(Place.PROCESSOR);
        assertThat(mixed.warns()).isTrue();
        assertThat(mixed.sentence())
                .isEqualTo(REFUSAL + "device 0 (compute capability 9.0), device 2 (compute capability 3.5); set "
                        + "CUDA_VISIBLE_DEVICES=1,3 to leave it device 1 (compute capability 8.6), device 3 (compute "
                        + "capability 8.0)");
        assertThat(of("3.5", "9.0").sentence()).endsWith("use the cuda engine (a build with -Pcuda13)");
    }

    /** CUDA counts the devices that the variable leaves, and the variable those that there are. */
    @Test
    void theAdviceIsInTheWordsOfTheVariable() {
        assertThat(visible("2, 3", "9.0", "8.6").sentence())
                .endsWith("set CUDA_VISIBLE_DEVICES=3 instead of 2, 3 to leave it device 1 (compute capability 8.6)");
        assertThat(visible("GPU-1a,GPU-2b", "8.6", "7.5").sentence())
                .endsWith("by turns, CUDA_VISIBLE_DEVICES=GPU-1a instead of GPU-1a,GPU-2b would leave it one");
        assertThat(visible(" ", "9.0", "8.6").sentence()).contains("set CUDA_VISIBLE_DEVICES=1 to leave it device 1");
    }

    @Test
    void withoutABackendOrADriverNobodyIsWarned() {
        for (CudaSurvey survey : List.of(
                new CudaSurvey.NoBackend(),
                new CudaSurvey.NoDriver(),
                new CudaSurvey.ProcessorAsked("BACKEND_PRIORITY_CPU=200"))) {
            BackendDecision decision = BackendDecision.of(survey);
            assertThat(decision.place()).isEqualTo(Place.PROCESSOR);
            assertThat(decision.warns()).as(decision.sentence()).isFalse();
        }
        assertThat(BackendDecision.of(new CudaSurvey.ProcessorAsked("BACKEND_PRIORITY_CPU=200"))
                        .sentence())
                .endsWith("BACKEND_PRIORITY_CPU=200 asks for it");
        assertThat(BackendDecision.of(new CudaSurvey.NoDriver()).sentence()).contains("no NVIDIA driver");
    }

    @Test
    void whatIsMissingForACardIsNamed() {
        assertThat(warning(new CudaSurvey.NoLibraries())).contains("-Pcuda-run");
        assertThat(warning(new CudaSurvey.NoRuntime("libcublas.so.11")))
                .endsWith("but not CUDA 11 (libcublas.so.11 is not found; build with -Pcuda-run,cuda-redist or "
                        + "install CUDA 11)");
        assertThat(warning(new CudaSurvey.Unreadable("cudaGetDeviceCount gives error 999")))
                .isEqualTo("ND4J runs on the processor: CUDA devices cannot be asked for what they can do "
                        + "(cudaGetDeviceCount gives error 999)");
    }

    private static String warning(CudaSurvey survey) {
        BackendDecision decision = BackendDecision.of(survey);
        assertThat(decision.place()).isEqualTo(Place.PROCESSOR);
        assertThat(decision.warns()).isTrue();
        return decision.sentence();
    }
}
