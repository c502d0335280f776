package org.panderm4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.doctor.Finding.Status;
import org.panderm4j.nn.nd4j.BackendDecision.Place;
import org.panderm4j.nn.nd4j.Capability;
import org.panderm4j.nn.nd4j.CudaDevice;
import org.panderm4j.nn.nd4j.CudaSurvey;
import org.panderm4j.nn.nd4j.NvidiaDriver;

class CudaChecksTest {
    private static final NvidiaDriver NO_DRIVER = new NvidiaDriver(List.of("no-such-program-as-this"));

    private static final CudaChecks.Build ENGINE = new CudaChecks.Build(true, Place.PROCESSOR);
    private static final CudaChecks.Build PLAIN = new CudaChecks.Build(false, Place.PROCESSOR);
    private static final CudaChecks.Build ND4J = new CudaChecks.Build(false, Place.CUDA);

    private static Finding gpu(CudaSurvey survey, NvidiaDriver driver) {
        return CudaChecks.gpu(survey, driver, List.of());
    }

    private static NvidiaDriver driver(String script) {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("windows");
        return new NvidiaDriver(List.of("sh", "-c", script));
    }

    private static CudaSurvey device(int major, int minor) {
        return new CudaSurvey.Devices(List.of(new CudaDevice(0, new Capability(major, minor))));
    }

    @Test
    void saysPlainlyThatThereIsNone() {
        Finding finding = gpu(new CudaSurvey.NoBackend(), NO_DRIVER);
        assertThat(finding.status()).isEqualTo(Status.PASS);
        assertThat(finding.found())
                .isEqualTo("none; ND4J runs on the processor: this build has no CUDA backend of ND4J's");
    }

    @Test
    void namesACardThatThisBuildCannotAsk() {
        Finding finding = gpu(
                new CudaSurvey.NoBackend(), driver("echo '0, NVIDIA H100 80GB HBM3, 9.0'; echo '1, Tesla T4, 7.5'"));
        assertThat(finding.found())
                .startsWith("NVIDIA H100 80GB HBM3, device 0 (compute capability 9.0); "
                        + "Tesla T4, device 1 (compute capability 7.5); ND4J runs on the processor");
    }

    @Test
    void aDriverThatFailsKnowsNoCard() {
        assertThat(driver("echo '0, NVIDIA H100, 9.0'; exit 9").cards()).isEmpty();
    }

    @Test
    void namesTheCardsOfTheEngine() {
        Finding finding = CudaChecks.engine(
                ENGINE, Optional.empty(), List.of("cuda:0 NVIDIA H100", "driver for CUDA 13.0"), NO_DRIVER);
        assertThat(finding.status()).isEqualTo(Status.PASS);
        assertThat(finding.found()).isEqualTo("cuda:0 NVIDIA H100; driver for CUDA 13.0");
    }

    @Test
    void tellsWhyTheEngineIsNotThere() {
        Finding broken = CudaChecks.engine(ENGINE, Optional.of("no driver"), List.of(), NO_DRIVER);
        assertThat(broken.status()).isEqualTo(Status.WARN);
        assertThat(broken.found()).isEqualTo("no driver");
        assertThat(CudaChecks.engine(PLAIN, Optional.of("no module"), List.of(), NO_DRIVER)
                        .status())
                .isEqualTo(Status.PASS);
    }

    /** A build without the module on a machine that has a card for it. */
    @Test
    void tellsOfACardThatLiesIdle() {
        Finding idle = CudaChecks.engine(
                PLAIN, Optional.of("no module"), List.of(), driver("echo '0, NVIDIA H100 80GB HBM3, 9.0'"));
        assertThat(idle.status()).isEqualTo(Status.WARN);
        assertThat(idle.cure()).contains("PANDERM_PROFILES=cuda13");
        assertThat(CudaChecks.engine(PLAIN, Optional.of("no module"), List.of(), driver("echo '0, Tesla T4, 7.5'"))
                        .status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void tellsWhatTheGuardHasDecided() {
        Finding used = gpu(device(8, 6), NO_DRIVER);
        assertThat(used.status()).isEqualTo(Status.PASS);
        assertThat(used.found()).isEqualTo("ND4J runs on CUDA: device 0 (compute capability 8.6)");
        Finding refused = gpu(device(9, 0), NO_DRIVER);
        assertThat(refused.status()).isEqualTo(Status.WARN);
        assertThat(refused.found()).contains("compute capability 9.0").contains("-Pcuda13");
        assertThat(refused.cure()).contains("docs/gpu.md");
    }

    /** The other engine would run on it too, but not beside ND4J. */
    @Test
    void aCardThatNd4jUsesDoesNotLieIdle() {
        Finding finding =
                CudaChecks.engine(ND4J, Optional.of("no module"), List.of(), driver("echo '0, NVIDIA A100, 8.0'"));
        assertThat(finding.status()).isEqualTo(Status.PASS);
        assertThat(finding.found()).isEqualTo("no module");
    }

    @Test
    void anOrdinaryBuildTellsOfACardForNd4j() {
        Finding idle = gpu(new CudaSurvey.NoBackend(), driver("echo '0, Tesla T4, 7.5'"));
        assertThat(idle.status()).isEqualTo(Status.WARN);
        assertThat(idle.cure()).contains("PANDERM_PROFILES=cuda-run,cuda-redist");
        for (String cards : List.of("0, NVIDIA A100, 8.0", "0, Tesla K20, 3.5", "0, Tesla T4")) {
            assertThat(gpu(new CudaSurvey.NoBackend(), driver("echo '" + cards + "'"))
                            .status())
                    .as(cards)
                    .isEqualTo(Status.PASS);
        }
        assertThat(CudaChecks.gpu(
                                new CudaSurvey.NoBackend(),
                                driver("echo '0, Tesla T4, 7.5'"),
                                List.of("cuda:1 NVIDIA H100"))
                        .status())
                .isEqualTo(Status.PASS);
    }

    /** Containers have the driver's library more often than its program. */
    @Test
    void aCardWithoutTheDriversProgramIsNotDenied() {
        assertThat(CudaChecks.gpu(new CudaSurvey.NoBackend(), NO_DRIVER, List.of("cuda:0 NVIDIA H100"))
                        .found())
                .startsWith("nvidia-smi does not answer, cards as of engine cuda; ND4J runs on the processor");
    }
}
