package org.panderm4j.nn.fusion;

import org.panderm4j.nn.backprop.GraphForm;

/** Opens what fusion networks are made of to tests of other packages. */
public final class FusionForms {
    private FusionForms() {}

    /** Of a design, without dropout. */
    public static GraphForm of(FusionDesign design) {
        return FusionNetwork.form(design, 0);
    }
}
