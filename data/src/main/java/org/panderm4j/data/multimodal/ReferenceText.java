package org.panderm4j.data.multimodal;

import java.util.Set;

/** Sentences of the reference that depend on more than a row of a table. */
public final class ReferenceText {
    /**
     * Of MILK-11, telling also what was seen on the lesion, from its columns {@code ulceration_crust}, {@code vasculature_vessels},
     * {@code erythema} and {@code pigmented}; the reference has them and nothing of it switches them on.
     */
    public static final MetadataText MILK_11_CONCEPTS = new MilkText(true);

    private ReferenceText() {}

    /**
     * Of PAD-UFES-20.
     *
     * @param texts columns of the patient's history in which {@code False} is a text, not a no; the reference takes each text for a yes
     */
    public static MetadataText pad(Set<String> texts) {
        return new PadText(texts);
    }
}
