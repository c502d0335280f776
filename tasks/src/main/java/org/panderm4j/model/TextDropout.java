package org.panderm4j.model;

import java.util.Optional;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.TextSettings;

/** Dropout that text towers were trained with. */
public final class TextDropout {
    /** Devlin et al. 2019, of values and of attention. */
    private static final double BERT = 0.1;

    private TextDropout() {}

    /** Of a model's text tower: 0.1 for a BERT, 0 for a CLIP or where there is none. */
    public static double usual(ModelDescription model) {
        return model.text().map(TextSettings::tokenizer).equals(Optional.of(TextSettings.Kind.WORDPIECE)) ? BERT : 0;
    }
}
