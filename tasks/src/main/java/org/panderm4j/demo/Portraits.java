package org.panderm4j.demo;

import java.util.List;
import java.util.function.BiFunction;
import org.panderm4j.report.Thumbnail;
import org.panderm4j.report.Thumbnails;

/**
 * Cases drawn for people to look at: larger than for the model, else the same.
 *
 * @param cases that may be asked for
 */
record Portraits(Cases cases) {
    /** What is made of each case and its portrait, in their order; drawn on all cores. */
    <T> List<T> each(List<Integer> indices, BiFunction<Integer, Thumbnail, T> use) {
        return indices.parallelStream()
                .map(i -> use.apply(i, Thumbnails.of(cases.draw(i, Thumbnails.SIDE))))
                .toList();
    }
}
