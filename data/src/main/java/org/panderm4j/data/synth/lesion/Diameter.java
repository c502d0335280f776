package org.panderm4j.data.synth.lesion;

/** Of a lesion, in three steps. */
public enum Diameter implements Term {
    SMALL,
    MEDIUM,
    LARGE
}
