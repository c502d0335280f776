package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.cuda.KernelCompilation.Source;

/** {@code benchmarks/gpu/compile.sh} does the same for all widths of heads, and brings what it needs. */
class KernelCompilationTest {
    private static final Source SOURCE = new Source(Compiler.ATTENTION, List.of("C=64"));

    /** Skipped where NVRTC does not load. */
    @Test
    void everyKernelIsCompiledForEveryCardWithoutRegistersInMemory() {
        assumeThat(KernelCompilation.absence()).isEmpty();
        assertThat(KernelCompilation.all(64, 128)).isNotEmpty().allMatch(use -> use.spills() == 0 && use.stack() == 0);
    }

    /** Skipped likewise. */
    @Test
    void cardsThatNothingIsCompiledForAreKnownBeforeAnEncoderIsOpened() {
        assumeThat(KernelCompilation.absence()).isEmpty();
        assertThat(Compiler.absence("sm_90")).isEmpty();
        assertThat(Compiler.absence("sm_999").orElseThrow())
                .startsWith("NVRTC compiles nothing for sm_999 (the kernels common.cu do not compile with ")
                .contains("sm_999", "CUDA 13")
                .hasLineCount(1)
                .doesNotContain("or use --engine");
    }

    @Test
    void everyFormOfAttentionIsAmongTheSources() {
        assertThat(KernelCompilation.sources(64, 240))
                .doesNotHaveDuplicates()
                .contains(
                        new Source(Compiler.ROWS, List.of()),
                        new Source(Compiler.GRIDS, List.of()),
                        new Source(Compiler.ATTENTION, List.of("C=240")),
                        new Source(Compiler.ATTENTION, List.of("C=64")))
                .filteredOn(source -> source.definitions().contains("C=64"))
                .flatExtracting(Source::definitions)
                .contains("MASKED=0", "MASKED=1", "GROUPS=1", "GROUPS=2");
    }

    @Test
    void registersInMemoryAreSeenInTheReport() {
        String report = """
                ptxas info    : Compiling entry function 'a_f32' for 'sm_90'
                ptxas info    : Function properties for a_f32
                ptxas         .     0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
                ptxas info    : Used 14 registers, used 0 barriers
                ptxas info    : Compiling entry function 'b_f32' for 'sm_90'
                ptxas info    : Function properties for b_f32
                ptxas         .     24 bytes stack frame, 16 bytes spill stores, 20 bytes spill loads
                ptxas info    : Used 255 registers, used 1 barriers
                """;
        assertThat(KernelCompilation.uses(SOURCE, "sm_90", report))
                .containsExactly(
                        new KernelCompilation.Use(SOURCE, "sm_90", "a_f32", 14, 0, 0),
                        new KernelCompilation.Use(SOURCE, "sm_90", "b_f32", 255, 24, 36));
    }

    @Test
    void aReportWithoutKernelsIsNoProof() {
        assertThatThrownBy(() -> KernelCompilation.uses(SOURCE, "sm_90", "ptxas info    : 0 bytes gmem"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tells nothing of");
    }
}
