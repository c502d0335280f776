package org.panderm4j.data.synth.lesion;

/** How a lesion ends in the skin around it. */
public enum Border implements Term {
    /** Even, fading over a short way. */
    REGULAR,
    /** Notched, with runners. */
    IRREGULAR,
    /** Cut off, as if stuck on. */
    SHARP,
    /** Passing into the skin over a long way. */
    ILL_DEFINED;

    @Override
    public String word() {
        return token().replace('_', '-');
    }
}
