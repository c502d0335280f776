package org.panderm4j.tune;

import java.nio.file.Path;
import java.util.List;

/**
 * The options that are searched.
 *
 * @param file that says so
 * @param dimensions in the order of the file, at least one
 */
record SearchSpace(Path file, List<Dimension> dimensions) {
    /** One option and its values. */
    record Dimension(TunableOption option, Domain domain) {}

    SearchSpace {
        dimensions = List.copyOf(dimensions);
    }

    /** Configurations of the grid; {@link Long#MAX_VALUE} for more than can be counted. */
    long gridSize(int points) {
        long size = 1;
        for (Dimension dimension : dimensions) {
            int values = dimension.domain().grid(points).size();
            size = size > Long.MAX_VALUE / values ? Long.MAX_VALUE : size * values;
        }
        return size;
    }
}
