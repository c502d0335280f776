package org.panderm4j.nn.fusion;

import java.util.Locale;

/** What a fusion network can see of a patient. */
public enum Modality {
    /** The feature of a clinical photograph, [b, H]. */
    CLINICAL,
    /** The feature of a dermoscopic picture, [b, H]. */
    DERMOSCOPIC,
    /** The feature of a sentence, or numbers. */
    METADATA;

    /** In names of parameters and inputs, e.g. {@code clinical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
