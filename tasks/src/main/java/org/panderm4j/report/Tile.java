package org.panderm4j.report;

import java.util.List;
import java.util.Optional;

/**
 * One picture of a row.
 *
 * @param picture empty where there is none to show
 * @param name of the picture
 * @param right whether it is what was looked for; empty where that is not asked
 * @param verdict the answer in a word or two
 * @param facts short ones
 */
public record Tile(
        Optional<Thumbnail> picture, String name, Optional<Boolean> right, String verdict, List<Fact> facts) {

    String mark() {
        return right.map(yes -> yes ? "✓ " : "✗ ").orElse("");
    }

    String hue() {
        return right.map(yes -> yes ? "yes" : "no").orElse("");
    }
}
