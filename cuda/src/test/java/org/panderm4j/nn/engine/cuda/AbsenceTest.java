package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final String FOLDERS = " in java.library.path: /usr/java/packages/lib:/lib:/usr/lib";

    private static LinkageError notFound(String library) {
        LinkageError error = new UnsatisfiedLinkError("no jnicudart" + FOLDERS);
        error.initCause(new UnsatisfiedLinkError(
                "/cache/libjnicudart.so: " + library + ": cannot open shared object file: No such file or directory"));
        return error;
    }

    private static Device card(int index, int major, int minor) {
        return new Device(index, "NVIDIA T" + index, major, minor, 100, 3L << 29);
    }

    @Test
    void namesTheLibraryThatIsMissing() {
        assertThat(Absence.ofLibrary(notFound("libcuda.so.1")))
                .isEqualTo("no NVIDIA driver is installed here: libcuda.so.1 is not found");
        assertThat(Absence.ofLibrary(notFound("libcublasLt.so.13")))
                .isEqualTo("libcublasLt.so.13 is not found; install CUDA 13's libraries and name their folder in "
                        + "LD_LIBRARY_PATH");
    }

    /** A class that did not load the first time is refused without a cause from then on. */
    @Test
    void namesBothThatMayBeMissingWhereNoCauseIsTold() {
        LinkageError again = new NoClassDefFoundError("Could not initialize class cudart");
        again.initCause(
                new ExceptionInInitializerError("Exception java.lang.UnsatisfiedLinkError: no jnicudart" + FOLDERS));
        assertThat(Absence.ofLibrary(again))
                .isEqualTo("no NVIDIA driver (libcuda.so.1) or no CUDA 13 runtime (libcudart.so.13) is found; install "
                        + "CUDA 13's libraries and name their folder in LD_LIBRARY_PATH");
    }

    @Test
    void leavesOutWhereALibraryWasLookedFor() {
        assertThat(Absence.ofLibrary(new UnsatisfiedLinkError("no jnicublas" + FOLDERS)))
                .startsWith("a library of CUDA 13 does not load (no jnicublas); ");
        assertThat(Absence.essence(new UnsatisfiedLinkError("x".repeat(1000)))).hasSizeLessThan(200);
        assertThat(Absence.essence(new UnsatisfiedLinkError())).isEqualTo("no reason given");
    }

    @Test
    void tellsDriversThatWillNotDo() {
        assertThat(Absence.ofDriver(12_040)).contains("13.0 or newer (580 and up), found one for CUDA 12.4; update");
        assertThat(Absence.ofStart("CUDA_ERROR_NO_DEVICE", 13_000)).isEqualTo(Absence.ofDevice());
        assertThat(Absence.ofStart("CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", 12_080))
                .contains("(for CUDA 12.8) does not start (CUDA_ERROR_SYSTEM_DRIVER_MISMATCH)");
    }

    @Test
    void tellsCardsThatWillNotDo() {
        List<Device> cards = List.of(card(0, 8, 0), card(1, 7, 5));
        assertThat(Absence.of(cards, 0)).isEmpty();
        assertThat(Absence.of(cards, 1))
                .contains(
                        "expected a card of compute capability 8.0 or more, found NVIDIA T1 (compute capability 7.5)");
        assertThat(Absence.of(cards, 2)).contains("expected a card from cuda:0 to cuda:1, found cuda:2");
        assertThat(cards.get(0).summary()).isEqualTo("NVIDIA T0 (compute capability 8.0, 1.5 GiB)");
    }

    @Test
    void tellsACardThatIsTooSmall() {
        CudaException.OutOfMemory problem = new CudaException.OutOfMemory("no room");
        assertThat(CudaException.OutOfMemory.ofWeights(card(0, 8, 0), 5L << 30, problem))
                .hasMessageStartingWith(
                        "the free memory of NVIDIA T0 (compute capability 8.0, 1.5 GiB) does not hold the "
                                + "tower's weights, about 5.0 GiB (")
                .hasCause(problem);
    }

    @Test
    void eachCardIsJudgedByItself() {
        List<Device> cards = List.of(card(0, 7, 0), card(1, 9, 0));
        assertThat(Absence.of(cards, 0)).isPresent();
        assertThat(Absence.of(cards, 1)).isEmpty();
        assertThat(Absence.of(List.of(card(0, 9, 0)), 1)).contains("expected cuda:0, the only card, found cuda:1");
        for (int major : new int[] {8, 9, 10, 12}) {
            assertThat(Absence.of(List.of(card(0, major, 0)), 0)).isEmpty();
        }
    }

    @Test
    void cardsAreNamedForTheCompiler() {
        assertThat(card(0, 10, 0).architecture()).isEqualTo("sm_100");
        assertThat(card(0, 8, 9).architecture()).isEqualTo("sm_89");
    }

    /** Wherever this runs, the answer is one line that a user can read. */
    @Test
    void answersHereWithoutAnException() {
        assertThat(new CudaEngine().absence("cuda").orElse("none"))
                .doesNotContain("java.library.path")
                .hasLineCount(1)
                .hasSizeLessThan(300);
        assertThat(new CudaEngine().absence("cuda:x")).isPresent();
    }
}
