package org.panderm4j.data.synth;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.panderm4j.data.synth.lesion.Artefact;

/**
 * What a demo world is made of.
 *
 * @param seed any; another seed gives other patients, lesions and pictures
 * @param lesions at least 1; a longer world begins with the lesions of a shorter one
 * @param artefacts share of lesions with each artefact, 0 to 1, independent of diagnosis; one not named is absent
 * @param ambiguous share of lesions that look like the diagnosis they are easily mistaken for, 0 to 1
 * @param blurred share of pictures that are out of focus and pale, 0 to 1, drawn for each view on its own
 */
public record WorldOptions(long seed, int lesions, Map<Artefact, Double> artefacts, double ambiguous, double blurred) {
    private static final double AMBIGUOUS = 0.04;
    private static final double BLURRED = 0.06;

    public WorldOptions {
        if (lesions < 1) {
            throw new IllegalArgumentException("expected at least 1 lesion, found " + lesions);
        }
        EnumMap<Artefact, Double> copy = new EnumMap<>(Artefact.class);
        copy.putAll(artefacts);
        artefacts = Collections.unmodifiableMap(copy);
        artefacts.forEach((artefact, share) -> requireShare(artefact.word(), share));
        requireShare("ambiguous lesions", ambiguous);
        requireShare("blurred pictures", blurred);
    }

    /** The usual mixture. */
    public WorldOptions(long seed, int lesions) {
        this(seed, lesions, Map.of(Artefact.HAIR, 0.25, Artefact.INK, 0.18, Artefact.RULER, 0.18), AMBIGUOUS, BLURRED);
    }

    private static void requireShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share of " + what + " from 0 to 1, found " + share);
        }
    }

    /** With this share of one artefact. */
    public WorldOptions withArtefact(Artefact artefact, double share) {
        EnumMap<Artefact, Double> changed = new EnumMap<>(Artefact.class);
        changed.putAll(artefacts);
        changed.put(artefact, share);
        return new WorldOptions(seed, lesions, changed, ambiguous, blurred);
    }

    /** With this share of lesions that look like another diagnosis. */
    public WorldOptions withAmbiguous(double share) {
        return new WorldOptions(seed, lesions, artefacts, share, blurred);
    }

    /** With this share of pictures out of focus. */
    public WorldOptions withBlurred(double share) {
        return new WorldOptions(seed, lesions, artefacts, ambiguous, share);
    }
}
