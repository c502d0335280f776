package org.panderm4j.synth;

import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;

/**
 * An artefact that gives a diagnosis away: all lesions of the diagnosis have it, and no other. What learns from such pictures
 * learns the artefact; that is what they are for.
 */
public record BiasedArtefact(Artefact artefact, Diagnosis diagnosis) {
    /** The lesion as this bias has it. */
    public Lesion apply(Lesion lesion) {
        return lesion.with(artefact, lesion.diagnosis() == diagnosis);
    }
}
