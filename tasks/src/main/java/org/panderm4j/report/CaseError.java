package org.panderm4j.report;

import java.util.List;
import java.util.Optional;

/**
 * A case that was told wrongly.
 *
 * @param views its pictures that the model sees
 * @param example classes, true and predicted, with the probabilities; its file is the first picture's
 * @param sentence what is known of the patient; may be empty
 */
public record CaseError(List<View> views, Example example, String sentence) {
    /**
     * One of its pictures.
     *
     * @param title such as "clinical"
     * @param picture empty where there is none to show
     * @param file as the table names it; empty where it names none
     */
    public record View(String title, Optional<Thumbnail> picture, String file) {}
}
