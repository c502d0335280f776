package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static Device device(int major, int minor) {
        return new Device(0, "Made-up " + major + minor, major, minor, 100, 1L << 36);
    }

    @Test
    void sentencesSayWhatIsMissingAndWhatToDo() {
        assertThat(Absence.ofRuntime("no cuda"))
                .isEqualTo("the driver (libcuda.so.1) or the CUDA 13 runtime (libcudart.so.13) is not found; install "
                        + "both, and name the folder of the latter in LD_LIBRARY_PATH (no cuda)");
        assertThat(Absence.ofDevice("CUDA_ERROR_NO_DEVICE"))
                .isEqualTo("the driver finds no NVIDIA card (CUDA_ERROR_NO_DEVICE)");
        assertThat(Absence.ofLibraries("no nvrtc"))
                .isEqualTo("cuBLASLt (libcublasLt.so.13) or NVRTC (libnvrtc.so.13) is not found; install CUDA 13's "
                        + "libraries, and name their folder in LD_LIBRARY_PATH (no nvrtc)");
    }

    @Test
    void driversAreNamedAsUsersKnowThem() {
        assertThat(Absence.ofDriver(12_040))
                .isEqualTo("expected a driver for CUDA 13.0 or newer (580 and up), found one for CUDA 12.4; update the "
                        + "driver");
        assertThat(Absence.ofDriver(11_080)).contains("found one for CUDA 11.8;");
    }

    @Test
    void cardsFromAmpereOnAreTaken() {
        assertThat(Absence.of(List.of(device(7, 5)), 0))
                .contains("expected a card of compute capability 8.0 or more, found Made-up 75 (compute capability "
                        + "7.5)");
        for (Device one :
                List.of(device(8, 0), device(8, 6), device(8, 9), device(9, 0), device(10, 0), device(12, 0))) {
            assertThat(Absence.of(List.of(one), 0)).isEmpty();
        }
    }

    @Test
    void eachCardIsJudgedByItself() {
        List<Device> devices = List.of(device(7, 0), device(9, 0));
        assertThat(Absence.of(devices, 0)).isPresent();
        assertThat(Absence.of(devices, 1)).isEmpty();
        assertThat(Absence.of(devices, 3)).contains("expected a card from cuda:0 to cuda:1, found cuda:3");
        assertThat(Absence.of(List.of(device(9, 0)), 1)).contains("expected cuda:0, the only card, found cuda:1");
    }

    @Test
    void cardsAreNamedForPeopleAndForTheCompiler() {
        assertThat(device(10, 0).architecture()).isEqualTo("sm_100");
        assertThat(device(8, 9).architecture()).isEqualTo("sm_89");
        assertThat(device(8, 9).capability()).isEqualTo(89);
    }

    @Test
    void aReasonIsTakenFromWhereItIsGiven() {
        assertThat(Cuda.firstLine(new UnsatisfiedLinkError("no x in y\nat z"))).isEqualTo("no x in y");
        assertThat(Cuda.firstLine(new ExceptionInInitializerError(new CudaException("CUDA gives 1"))))
                .isEqualTo("CUDA gives 1");
        assertThat(Cuda.firstLine(new NoClassDefFoundError())).isEqualTo("no reason given");
    }
}
