package org.panderm4j.pretrain;

import java.util.OptionalInt;
import java.util.function.Predicate;
import org.panderm4j.nn.tower.LastBlocks;
import org.panderm4j.nn.tower.ParameterNames;

/**
 * Which part of a tower keeps its values.
 *
 * @param locked whether any does
 * @param unlockedBlocks if locked: its last blocks and its head learn all the same, 0 for the head alone; empty for neither
 * @param unlockedNorms if locked: all its norms learn all the same, gains and offsets
 */
public record TowerLock(boolean locked, OptionalInt unlockedBlocks, boolean unlockedNorms) {
    /** All of it learns. */
    public static final TowerLock OPEN = new TowerLock(false, OptionalInt.empty());

    /** With norms that keep their values like the rest. */
    public TowerLock(boolean locked, OptionalInt unlockedBlocks) {
        this(locked, unlockedBlocks, false);
    }

    /** Whether there is anything at all that learns. */
    public boolean learnsAnything() {
        return !locked || unlockedBlocks.isPresent() || unlockedNorms;
    }

    /**
     * Which parameters learn, by their names without the tower's prefix.
     *
     * @param blocks of the tower
     * @throws IllegalArgumentException when more are to learn than there are
     */
    Predicate<String> learns(String tower, int blocks) {
        if (!locked) {
            return name -> true;
        }
        Predicate<String> norms = name -> unlockedNorms && ParameterNames.isNorm(name);
        return unlockedBlocks.isEmpty() ? norms : norms.or(end(tower, blocks, unlockedBlocks.getAsInt()));
    }

    private static Predicate<String> end(String tower, int blocks, int unlocked) {
        try {
            return LastBlocks.of(blocks, unlocked);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--unlocked-" + tower + "-blocks: " + e.getMessage(), e);
        }
    }
}
