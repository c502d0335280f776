package org.panderm4j.data.synth.lesion;

/** The two pictures of a lesion. */
public enum View implements Term {
    /** From a distance: skin around, light from one side. */
    CLINICAL,
    /** Through the dermatoscope: near, evenly lit, structures visible. */
    DERMOSCOPIC
}
