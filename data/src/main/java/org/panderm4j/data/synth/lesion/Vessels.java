package org.panderm4j.data.synth.lesion;

/** Blood vessels seen through the dermatoscope. */
public enum Vessels implements Term {
    ABSENT,
    /** Thick red trunks that branch into thin ones. */
    ARBORISING,
    /** Many red points. */
    DOTTED
}
