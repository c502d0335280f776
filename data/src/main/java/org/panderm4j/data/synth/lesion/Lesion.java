package org.panderm4j.data.synth.lesion;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One lesion. Its outline, skin and light follow from the world's seed and {@code number} alone, so that a lesion with
 * one attribute changed is the same lesion with that attribute changed.
 *
 * @param number counted from 0 in its world
 * @param blurred the views whose picture is out of focus and pale
 */
public record Lesion(
        int number, Patient patient, Diagnosis diagnosis, Site site, Attributes attributes, Set<View> blurred) {

    public Lesion {
        EnumSet<View> copy = EnumSet.noneOf(View.class);
        copy.addAll(blurred);
        blurred = Collections.unmodifiableSet(copy);
    }

    /** The identifier in tables and file names: {@code L00012}. */
    public String id() {
        return String.format(Locale.ROOT, "L%05d", number);
    }

    /** The same lesion with another look; its diagnosis stays. */
    public Lesion with(Attributes changed) {
        return new Lesion(number, patient, diagnosis, site, changed, blurred);
    }

    /** With or without one artefact. */
    public Lesion with(Artefact artefact, boolean present) {
        return with(attributes.withArtefact(artefact, present));
    }

    /** The same look under another diagnosis. */
    public Lesion with(Diagnosis other) {
        return new Lesion(number, patient, other, site, attributes, blurred);
    }

    /** With the pictures of these views out of focus. */
    public Lesion withBlurred(Set<View> views) {
        return new Lesion(number, patient, diagnosis, site, attributes, views);
    }
}
