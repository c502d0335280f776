package org.panderm4j.nn.engine.onednn;

import java.util.List;

/**
 * The sequences of a batch that are encoded together.
 *
 * @param form of them
 * @param origins place of each sequence in the batch
 * @param pixels of each, for pictures; else none
 * @param ids of each, for texts, without the padding at its end where that is not computed; else none
 */
record Part(Form form, int[] origins, List<float[]> pixels, List<int[]> ids) {
    /** No sequence at all, for programs that read none. */
    static final Part NONE = new Part(new Form(List.of(), 0, 0), new int[0], List.of(), List.of());
}
