package org.panderm4j.weights.store;

import java.util.Optional;
import org.panderm4j.nn.clip.Towers;

/**
 * Everything about a model but its numbers; the content of {@code model.json}.
 *
 * @param format version of this description, {@link #FORMAT}
 * @param family name of the key table it was read with
 * @param towers the architecture
 * @param preprocessing of pictures
 * @param text settings of the tokenizer; present where there is a text tower
 */
public record ModelDescription(
        int format, String family, Towers towers, Preprocessing preprocessing, Optional<TextSettings> text) {
    public static final int FORMAT = 2;

    public ModelDescription {
        if (format != FORMAT) {
            throw new IllegalArgumentException("expected model format " + FORMAT + ", found " + format
                    + "; convert the model again with this version");
        }
        if (towers.text().isPresent() != text.isPresent()) {
            throw new IllegalArgumentException("expected a tokenizer exactly where there is a text tower, found "
                    + (text.isPresent() ? "only a tokenizer" : "only a text tower"));
        }
    }
}
