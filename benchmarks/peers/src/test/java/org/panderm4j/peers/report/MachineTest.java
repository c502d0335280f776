package org.panderm4j.peers.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final List<String> LINES = List.of(
            "processor\t: 0",
            "model\t\t: 17",
            "model name\t: Some CPU @ 2: fast",
            "flags\t\t: fpu avx2 avx512f avx512_bf16 amx_tile_x",
            "model name\t: Another");

    @Test
    void aFieldIsTheFirstLineOfItsWholeName() {
        assertThat(Machine.field(LINES, "model name")).isEqualTo("Some CPU @ 2: fast");
        assertThat(Machine.field(LINES, "model")).isEqualTo("17");
        assertThat(Machine.field(LINES, "cache size")).isEqualTo("unknown");
    }

    @Test
    void onlyWholeFlagsThatMatterAreKept() {
        assertThat(Machine.flags(Machine.field(LINES, "flags"))).containsExactly("avx2", "avx512f", "avx512_bf16");
    }
}
