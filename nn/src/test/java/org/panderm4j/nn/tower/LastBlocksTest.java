package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastBlocksTest {
    private static final List<String> NAMES = List.of(
            "stem.tokens",
            "stem.norm.weight",
            "blocks.1.mlp.up.weight",
            "blocks.9.attention.qkv.weight",
            "blocks.10.mlp.norm.bias",
            "head.norm.weight",
            "head.projection.weight");

    private static List<String> end(int blocks, int last) {
        return NAMES.stream().filter(LastBlocks.of(blocks, last)).toList();
    }

    @Test
    void areCountedFromTheHead() {
        assertThat(end(11, 0)).isEqualTo(NAMES.subList(5, 7));
        assertThat(end(11, 1)).isEqualTo(NAMES.subList(4, 7));
        assertThat(end(11, 2)).isEqualTo(NAMES.subList(3, 7));
        assertThat(end(11, 11)).isEqualTo(NAMES.subList(2, 7));
    }

    @Test
    void moreThanThereAreAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LastBlocks.of(11, 12))
                .withMessageContaining("11 blocks")
                .withMessageContaining("12");
        assertThatIllegalArgumentException().isThrownBy(() -> LastBlocks.of(11, -1));
    }
}
