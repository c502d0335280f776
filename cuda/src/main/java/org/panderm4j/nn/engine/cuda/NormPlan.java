package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/**
 * Which kernel of {@code rows.cu} does a norm over rows, and by how many threads it is done.
 *
 * @param form {@code 4}, {@code 8} or {@code 16}: pieces of 128 values that a warp has registers for; or {@code any}
 * @param kernel its name
 * @param grid a warp a row, or a block
 */
record NormPlan(String form, String kernel, Grid grid) {
    private static final int THREADS = 256;
    /** Values that are read at once, widest row that a warp keeps in its registers, and how many of them are in a block. */
    private static final int EACH = 4;

    private static final int WIDEST = 2048;

    private static final int ROWS = 8;

    /**
     * @param rows their number
     * @param d values of each
     */
    static NormPlan of(long rows, int d, Element from, Element to) {
        boolean registers = d <= WIDEST && d % EACH == 0;
        String form = registers ? d <= 512 ? "4" : d <= 1024 ? "8" : "16" : "any";
        return new NormPlan(
                form,
                "norm_" + form + "_" + from.label + "_" + to.label,
                registers ? new Grid((rows + ROWS - 1) / ROWS, 1, 32 * ROWS, 0) : new Grid(rows, 1, THREADS, 0));
    }
}
