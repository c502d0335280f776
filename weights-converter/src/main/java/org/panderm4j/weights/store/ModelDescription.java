package org.panderm4j.weights.store;

import org.panderm4j.nn.clip.DualTower;

/**
 * Everything about a model but its numbers; the content of {@code model.json}.
 *
 * @param format version of this description, {@link #FORMAT}
 * @param family name of the key table it was read with
 * @param towers the architecture
 * @param preprocessing of pictures
 * @param text settings of the tokenizer
 */
public record ModelDescription(
        int format, String family, DualTower towers, Preprocessing preprocessing, TextSettings text) {
    public static final int FORMAT = 1;

    public ModelDescription {
        if (format != FORMAT) {
            throw new IllegalArgumentException("expected model format " + FORMAT + ", found " + format
                    + "; convert the model again with this version");
        }
    }
}
