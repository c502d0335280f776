package org.panderm4j.nn.engine.cuda;

import java.util.List;

/**
 * Some sequences of a batch.
 *
 * @param shape theirs
 * @param origins place of each in the batch
 * @param pixels of pictures; empty for texts
 * @param ids of texts, each with as many as are computed; empty for pictures
 */
record Part(Shape shape, int[] origins, List<float[]> pixels, List<int[]> ids) {}
