package org.panderm4j.nn.engine.onednn;

/**
 * An array in native memory.
 *
 * @param location of its first element
 * @param layout of its elements
 */
record View(Location location, Layout layout) {
    /** Rows {@code from} to {@code from + count} of a dense matrix. */
    View rows(long from, long count) {
        long width = layout.dim(1);
        return new View(
                location.plus(from * width * layout.format().bytes), Layout.dense(layout.format(), count, width));
    }
}
