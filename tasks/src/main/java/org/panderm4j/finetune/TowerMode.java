package org.panderm4j.finetune;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a tower is trained. */
public sealed interface TowerMode {
    /** Nothing: its features are computed once. */
    record Frozen() implements TowerMode {
        @Override
        public String toString() {
            return "frozen";
        }
    }

    /**
     * The read-out and the blocks below it.
     *
     * @param count of blocks, from 0, which trains the read-out alone
     */
    record LastBlocks(int count) implements TowerMode {
        @Override
        public String toString() {
            return "last-" + count;
        }
    }

    /** Low-rank additions to linear layers (Hu et al. 2021), and nothing else. */
    record LowRank() implements TowerMode {
        @Override
        public String toString() {
            return "lora";
        }
    }

    /** Everything. */
    record Full() implements TowerMode {
        @Override
        public String toString() {
            return "full";
        }
    }

    /** Whether there is anything to learn. */
    default boolean learns() {
        return !(this instanceof Frozen);
    }

    /**
     * Reads {@code frozen}, {@code last-N}, {@code lora} or {@code full}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static TowerMode of(String text) {
        Matcher last = Pattern.compile("last-(\\d{1,4})").matcher(text);
        if (last.matches()) {
            return new LastBlocks(Integer.parseInt(last.group(1)));
        }
        return switch (text) {
            case "frozen" -> new Frozen();
            case "lora" -> new LowRank();
            case "full" -> new Full();
            default ->
                throw new IllegalArgumentException("expected frozen, last-N, lora or full, found '" + text + "'");
        };
    }
}
