package org.panderm4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.doctor.Finding.Status;

class ChecksTest {
    @TempDir
    Path folder;

    @Test
    void neverShowsTheToken() {
        var findings = CacheChecks.all(Map.of("HF_TOKEN", "hf_secret", "HF_HUB_CACHE", folder.toString()));
        assertThat(findings).noneMatch(one -> one.toString().contains("hf_secret"));
        assertThat(findings).anyMatch(one -> one.found().contains("token set"));
        assertThat(findings).anyMatch(one -> one.found().contains(folder.toString()));
    }

    @Test
    void namesAVariableThatCannotBeUsed() {
        assertThat(CacheChecks.all(Map.of("HF_ENDPOINT", "nowhere")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.status()).isEqualTo(Status.FAIL);
                    assertThat(one.found()).contains("HF_ENDPOINT");
                });
    }

    @Test
    void aCacheNeedNotExistYet() {
        assertThat(CacheChecks.all(Map.of("HF_HUB_CACHE", folder.resolve("a/b").toString())))
                .extracting(Finding::status)
                .doesNotContain(Status.FAIL);
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void readsTheProcessorsInstructionSets() throws IOException {
        Path cpuinfo = Files.writeString(
                folder.resolve("cpuinfo"), "processor\t: 0\nflags\t\t: fpu avx2 fma amx_tile\n\nprocessor\t: 1\n");
        assertThat(MachineChecks.processor(cpuinfo).found())
                .contains("has avx2 fma amx_tile")
                .contains("lacks avx512f");
        assertThat(MachineChecks.processor(folder.resolve("absent")).status()).isEqualTo(Status.PASS);
    }

    @Test
    void warnsOfLittleMemoryAndOldJava() {
        assertThat(MachineChecks.memory(1L << 30, 0).status()).isEqualTo(Status.WARN);
        assertThat(MachineChecks.memory(1L << 36, 0).status()).isEqualTo(Status.PASS);
        assertThat(MachineChecks.heap(1L << 20).cure()).contains("PANDERM_JAVA_OPTS");
        assertThat(MachineChecks.java(11).status()).isEqualTo(Status.FAIL);
    }

    @Test
    void aLibraryThatDoesNotLoadIsAFinding() {
        Finding finding = LibraryChecks.guarded("ND4J", () -> {
            throw new UnsatisfiedLinkError("no jnind4jcpu in java.library.path");
        });
        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.found()).contains("no jnind4jcpu");
        assertThat(finding.cure()).isNotEmpty();
    }
}
