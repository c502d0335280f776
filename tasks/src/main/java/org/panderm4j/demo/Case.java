package org.panderm4j.demo;

import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/**
 * One picture of the tour.
 *
 * @param view which of the lesion's two pictures
 * @param caption a report of what that picture shows
 */
public record Case(Lesion lesion, View view, String caption) {
    /** As a page calls it: {@code L00012, dermoscopic}. */
    public String name() {
        return lesion.id() + ", " + view.word();
    }

    public String diagnosis() {
        return lesion.diagnosis().word();
    }
}
