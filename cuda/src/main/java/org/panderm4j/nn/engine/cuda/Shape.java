package org.panderm4j.nn.engine.cuda;

import java.util.List;

/**
 * Everything about a part of a batch that what is recorded for it depends on.
 *
 * @param sequences pictures or texts
 * @param length tokens of each
 * @param gridRows patches of a picture's column; 0 for texts
 * @param gridColumns patches of a picture's row; 0 for texts
 * @param wanted names of outputs
 */
record Shape(int sequences, int length, int gridRows, int gridColumns, List<String> wanted) {
    Shape {
        wanted = List.copyOf(wanted);
    }

    int tokens() {
        return Math.multiplyExact(sequences, length);
    }
}
