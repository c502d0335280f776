package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TowerLockTest {
    private static final List<String> NORMS = List.of(
            "stem.norm.weight",
            "blocks.0.attention.norm.bias",
            "blocks.1.attention.out_norm.weight",
            "blocks.1.mlp.hidden_norm.bias",
            "head.norm.weight",
            "head.pooled_norm.bias");
    private static final List<String> OTHERS = List.of(
            "stem.tokens",
            "stem.positions",
            "blocks.0.attention.qkv.weight",
            "blocks.1.attention.scale",
            "blocks.1.mlp.up.bias",
            "head.projection.first.weight");

    private static List<String> learned(TowerLock lock, List<String> names) {
        return names.stream().filter(lock.learns("text", 2)).toList();
    }

    @Test
    void anOpenTowerLearnsAllOfIt() {
        assertThat(learned(TowerLock.OPEN, NORMS)).isEqualTo(NORMS);
        assertThat(learned(TowerLock.OPEN, OTHERS)).isEqualTo(OTHERS);
        assertThat(TowerLock.OPEN.learnsAnything()).isTrue();
    }

    @Test
    void aLockedTowerLearnsNothing() {
        TowerLock lock = new TowerLock(true, OptionalInt.empty());
        assertThat(learned(lock, NORMS)).isEmpty();
        assertThat(learned(lock, OTHERS)).isEmpty();
        assertThat(lock.learnsAnything()).isFalse();
    }

    @Test
    void normsOfALockedTowerCanLearn() {
        TowerLock lock = new TowerLock(true, OptionalInt.empty(), true);
        assertThat(learned(lock, NORMS)).isEqualTo(NORMS);
        assertThat(learned(lock, OTHERS)).isEmpty();
        assertThat(lock.learnsAnything()).isTrue();
    }

    @Test
    void endsOfATowerLearnWithTheNormsBelowOrWithout() {
        TowerLock without = new TowerLock(true, OptionalInt.of(1));
        assertThat(learned(without, NORMS)).isEqualTo(NORMS.subList(2, 6));
        assertThat(learned(without, OTHERS)).isEqualTo(OTHERS.subList(3, 6));
        TowerLock with = new TowerLock(true, OptionalInt.of(1), true);
        assertThat(learned(with, NORMS)).isEqualTo(NORMS);
        assertThat(learned(with, OTHERS)).isEqualTo(OTHERS.subList(3, 6));
    }

    @Test
    void moreBlocksThanThereAreAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TowerLock(true, OptionalInt.of(3), true).learns("text", 2))
                .withMessageContaining("--unlocked-text-blocks")
                .withMessageContaining("2 blocks");
    }
}
