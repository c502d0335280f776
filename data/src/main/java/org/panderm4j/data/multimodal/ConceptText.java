package org.panderm4j.data.multimodal;

/** Sentences that also tell what was seen on the lesion, which the reference has and nothing of it switches on. */
public final class ConceptText {
    /** Of MILK-11, from its columns {@code ulceration_crust}, {@code vasculature_vessels}, {@code erythema} and {@code pigmented}. */
    public static final MetadataText MILK_11 = new MilkText(true);

    private ConceptText() {}
}
