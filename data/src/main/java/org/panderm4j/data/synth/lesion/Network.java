package org.panderm4j.data.synth.lesion;

/** Brown lines of a honeycomb, seen through the dermatoscope. */
public enum Network implements Term {
    ABSENT,
    /** Thin lines, even meshes. */
    TYPICAL,
    /** Thick lines that break off, uneven meshes. */
    ATYPICAL
}
