package org.panderm4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.doctor.Finding.Status;
import org.panderm4j.nn.nd4j.Capability;
import org.panderm4j.nn.nd4j.CudaDevice;
import org.panderm4j.nn.nd4j.CudaSurvey;

class CudaChecksTest {
    private static final NvidiaDriver NO_DRIVER = new NvidiaDriver(List.of("no-such-program-as-this"));

    @TempDir
    Path folder;

    private NvidiaDriver driver(String script) throws IOException {
        assumeThat(System.getProperty("os.name")).isNotEqualToIgnoringCase("windows");
        Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new NvidiaDriver(List.of(program.toString()));
    }

    private static CudaSurvey device(int major, int minor) {
        return new CudaSurvey.Devices(List.of(new CudaDevice(0, new Capability(major, minor))));
    }

    @Test
    void saysPlainlyThatThereIsNone() {
        Finding finding = CudaChecks.gpu(new CudaSurvey.NoBackend(), NO_DRIVER);
        assertThat(finding.status()).isEqualTo(Status.PASS);
        assertThat(finding.found())
                .isEqualTo("none; ND4J runs on the processor: this build has no CUDA backend of ND4J's");
    }

    @Test
    void namesACardThatThisBuildCannotAsk() throws IOException {
        Finding finding = CudaChecks.gpu(
                new CudaSurvey.NoBackend(), driver("echo '0, NVIDIA H100 80GB HBM3, 9.0'; echo '1, Tesla T4, 7.5'"));
        assertThat(finding.found())
                .startsWith("NVIDIA H100 80GB HBM3, device 0 (compute capability 9.0); "
                        + "Tesla T4, device 1 (compute capability 7.5); ND4J runs on the processor");
    }

    @Test
    void aDriverThatFailsKnowsNoCard() throws IOException {
        assertThat(driver("echo 'NVIDIA-SMI has failed'; exit 9").cards()).isEmpty();
    }

    @Test
    void tellsWhatTheGuardHasDecided() {
        Finding used = CudaChecks.gpu(device(8, 6), NO_DRIVER);
        assertThat(used.status()).isEqualTo(Status.PASS);
        assertThat(used.found()).contains("device 0 (compute capability 8.6); ND4J runs on CUDA");
        Finding refused = CudaChecks.gpu(device(9, 0), NO_DRIVER);
        assertThat(refused.status()).isEqualTo(Status.WARN);
        assertThat(refused.found()).contains("compute capability 9.0").contains("-Pcuda13");
        assertThat(refused.cure()).contains("docs/gpu.md");
    }
}
