package org.panderm4j.nn.tower;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The upper end of a tower: its last blocks, and the norms and projections of its heads. A predicate of parameters by their names
 * without the tower's prefix.
 *
 * @param first the lowest block of it; the number of blocks for the heads alone
 */
public record LastBlocks(int first) implements Predicate<String> {
    private static final String HEAD = "head.";
    private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\..*");

    /**
     * The end of a tower.
     *
     * @param blocks of the tower
     * @param last how many of them, 0 for the heads alone
     * @throws IllegalArgumentException when there are not so many
     */
    public static LastBlocks of(int blocks, int last) {
        if (last < 0 || last > blocks) {
            throw new IllegalArgumentException("expected from 0 to the tower's " + blocks + " blocks, found " + last);
        }
        return new LastBlocks(blocks - last);
    }

    @Override
    public boolean test(String name) {
        Matcher block = BLOCK.matcher(name);
        return block.matches() ? Integer.parseInt(block.group(1)) >= first : name.startsWith(HEAD);
    }
}
