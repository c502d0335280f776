package org.panderm4j.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.panderm4j.nn.nd4j.BackendDecision.Place;

class BackendGuardTest {
    private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String LIBRARY =
            "org/nd4j/linalg/jcublas/bindings/" + Loader.getPlatform() + "/" + System.mapLibraryName("jnind4jcuda");

    @TempDir
    Path folder;

    /** A class path on which some files are and no class of CUDA's. */
    private static final class Files extends ClassLoader {
        private final Set<String> names;

        Files(String... names) {
            super(ClassLoader.getPlatformClassLoader());
            this.names = Set.of(names);
        }

        @Override
        protected URL findResource(String name) {
            try {
                return names.contains(name) ? Path.of(name).toUri().toURL() : null;
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void isAskedBeforeAnyOtherBackend() {
        int others = ServiceLoader.load(Nd4jBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> !(one instanceof GuardedCpuBackend))
                .mapToInt(Nd4jBackend::getPriority)
                .max()
                .orElseThrow();
        assertThat(new GuardedCpuBackend().getPriority()).isGreaterThan(others);
        assertThat(new GuardedCpuBackend().getPriority()).isGreaterThan(Nd4jBackend.BACKEND_PRIORITY_GPU);
    }

    /** Whatever this machine is: ND4J does what the decision says. */
    @Test
    void nd4jDoesAsDecided() {
        boolean processor = BackendGuard.decision().place() == Place.PROCESSOR;
        assertThat(BackendGuard.decision()).isEqualTo(BackendDecision.of(BackendGuard.survey()));
        assertThat(Nd4j.getBackend() instanceof CpuBackend).isEqualTo(processor);
        assertThat(HostMemory.isShared()).isEqualTo(processor);
    }

    @Test
    void cardsThatWouldBeRefusedAreNotToldToGetCuda() {
        CudaSurvey missing = new CudaSurvey.NoRuntime("libcudart.so.11.0");
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("windows");
        NvidiaDriver modern = new NvidiaDriver(List.of("sh", "-c", "echo '0, NVIDIA H100 80GB HBM3, 9.0'"));
        NvidiaDriver mixed =
                new NvidiaDriver(List.of("sh", "-c", "echo '0, NVIDIA H100, 9.0'; echo '1, Tesla T4, 7.5'"));
        NvidiaDriver silent = new NvidiaDriver(List.of("sh", "-c", "echo 'no devices'; exit 6"));
        assertThat(BackendGuard.cured(missing, modern))
                .isEqualTo(new CudaSurvey.Devices(List.of(new CudaDevice(0, new Capability(9, 0)))));
        assertThat(BackendGuard.cured(missing, mixed)).isEqualTo(missing);
        assertThat(BackendGuard.cured(missing, silent)).isEqualTo(missing);
        assertThat(BackendGuard.cured(new CudaSurvey.NoDriver(), modern)).isEqualTo(new CudaSurvey.NoDriver());
    }

    /** Drivers of that age refuse the whole question for a field that they do not know. */
    @Test
    void oldDriversNameTheirCards() {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("windows");
        NvidiaDriver old = new NvidiaDriver(
                List.of("sh", "-c", "echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2"),
                List.of("sh", "-c", "echo '0, Tesla V100-SXM2-16GB'"));
        assertThat(old.cards())
                .singleElement()
                .hasToString("Tesla V100-SXM2-16GB, device 0 (its driver is too old to tell the compute capability)");
        CudaSurvey missing = new CudaSurvey.NoRuntime("libcudart.so.11.0");
        assertThat(BackendGuard.cured(missing, old)).isEqualTo(missing);
    }

    /** Lines that are none of a card's, and one of a card that has no capability. */
    @Test
    void numbersThatAreTooLongAreNoCards() {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("windows");
        NvidiaDriver driver = new NvidiaDriver(List.of(
                "sh",
                "-c",
                "echo '12345678901, Tesla T4, 7.5'; echo '0, Tesla T4, 12345678901.5'; echo '1, Tesla T4, 7.12345678901';"
                        + " echo '2, Tesla T4, 7.5'; echo '3, Tesla K80, [N/A]'"));
        assertThat(driver.cards())
                .containsExactly(
                        new NvidiaDriver.Card("Tesla T4", 2, Optional.of(new Capability(7, 5))),
                        new NvidiaDriver.Card("Tesla K80", 3, Optional.empty()));
    }

    @Test
    void prioritiesThatAreNoNumbersAreNamed() {
        assertThat(BackendGuard.unreadable(Map.of())).isEmpty();
        assertThat(BackendGuard.unreadable(Map.of("BACKEND_PRIORITY_CPU", "200", "BACKEND_PRIORITY_GPU", "-1")))
                .isEmpty();
        assertThat(BackendGuard.unreadable(Map.of("BACKEND_PRIORITY_CPU", ""))).isEmpty();
        assertThat(BackendGuard.unreadable(Map.of("BACKEND_PRIORITY_CPU", "abc")))
                .contains("BACKEND_PRIORITY_CPU: expected a whole number, found 'abc'");
        assertThat(BackendGuard.unreadable(Map.of("BACKEND_PRIORITY_GPU", "1e2", "BACKEND_PRIORITY_CPU", "1")))
                .contains("BACKEND_PRIORITY_GPU: expected a whole number, found '1e2'");
        assertThat(BackendGuard.unreadable(Map.of("BACKEND_PRIORITY_CPU", "12345678901")))
                .isPresent();
    }

    @Test
    void theDriverIsAskedOnce() throws IOException {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("windows");
        Path asked = folder.resolve("asked");
        NvidiaDriver driver =
                new NvidiaDriver(List.of("sh", "-c", "echo x >>'" + asked + "'; echo '0, Tesla T4, 7.5'"));
        assertThat(driver.cards()).isEqualTo(driver.cards()).hasSize(1);
        assertThat(java.nio.file.Files.readAllLines(asked)).hasSize(1);
    }

    @Test
    void looksNoFurtherThanItMust() {
        assertThat(BackendGuard.look(new Files(LIBRARY), 0, 100)).isEqualTo(new CudaSurvey.NoBackend());
        assertThat(BackendGuard.look(new Files(BACKEND, LIBRARY), 200, 100))
                .isEqualTo(new CudaSurvey.ProcessorAsked("BACKEND_PRIORITY_CPU=200"));
        assertThat(BackendGuard.look(new Files(BACKEND, LIBRARY), 0, -1))
                .isEqualTo(new CudaSurvey.ProcessorAsked("BACKEND_PRIORITY_GPU=-1"));
        assertThat(BackendGuard.look(new Files(BACKEND), 0, 100)).isEqualTo(new CudaSurvey.NoLibraries());
        assertThat(BackendGuard.look(new Files(BACKEND, LIBRARY), 0, 100)).isInstanceOf(CudaSurvey.Unreadable.class);
    }
}
