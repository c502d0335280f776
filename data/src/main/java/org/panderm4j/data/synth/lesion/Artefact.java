package org.panderm4j.data.synth.lesion;

/** What lies over the skin and says nothing of the lesion. */
public enum Artefact implements Term {
    /** Dark hairs across the picture. */
    HAIR,
    /** Strokes of a surgical marker around the lesion, violet blue. */
    INK,
    /** A strip with millimetre ticks along one side. */
    RULER
}
