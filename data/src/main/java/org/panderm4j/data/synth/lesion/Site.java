package org.panderm4j.data.synth.lesion;

/** Where on the body. */
public enum Site implements Term {
    FACE,
    SCALP,
    NECK,
    CHEST,
    BACK,
    ABDOMEN,
    ARM,
    HAND,
    LEG,
    FOOT
}
