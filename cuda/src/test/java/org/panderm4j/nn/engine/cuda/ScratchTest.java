package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScratchTest {
    private final Scratch scratch = new Scratch();

    @Test
    void arraysLieBehindEachOtherAtMultiplesOf256Bytes() {
        scratch.declare("a", 65, Element.F32);
        scratch.declare("b", 128, Element.BF16);
        scratch.declare("c", 1, Element.BYTE);
        scratch.place(1_000_000);
        assertThat(scratch.of("a")).isEqualTo(1_000_000);
        assertThat(scratch.of("b")).isEqualTo(1_000_512);
        assertThat(scratch.of("c")).isEqualTo(1_000_768);
        assertThat(scratch.bytes()).isEqualTo(1024);
    }

    @Test
    void oneNameIsOneArray() {
        scratch.declare("a", 100, Element.F32);
        scratch.declare("a", 200, Element.BF16);
        assertThat(scratch.bytes()).isEqualTo(512);
        assertThatThrownBy(() -> scratch.declare("a", 201, Element.BF16))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the array a was declared smaller");
    }

    @Test
    void largeArraysAreCountedInLongs() {
        scratch.declare("a", 3_000_000_000L, Element.F32);
        assertThat(scratch.bytes()).isEqualTo(12_000_000_000L);
    }
}
