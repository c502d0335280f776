package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

/** Skipped where NVRTC is missing; {@code benchmarks/gpu/compile.sh} finds or makes what it needs. */
class KernelCompilationTest {
    @Test
    void everyKernelIsCompiledForEveryCardWithoutRegistersInMemory() {
        assumeThat(KernelCompilation.absence()).isEmpty();
        assertThat(KernelCompilation.all()).isNotEmpty().allMatch(use -> use.spills() == 0);
    }

    @Test
    void sourcesAreThoseOfEveryWidthOfHeads() {
        assertThat(KernelCompilation.sources())
                .contains(
                        new KernelCompilation.Source(Compiler.ROWS, java.util.List.of()),
                        new KernelCompilation.Source(Compiler.ATTENTION, java.util.List.of("C=240")))
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates();
    }
}
