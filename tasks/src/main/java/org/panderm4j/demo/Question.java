package org.panderm4j.demo;

import java.util.List;
import org.panderm4j.data.synth.lesion.View;

/**
 * Words that a user might type to find pictures, and what must be true of a picture that they fit.
 *
 * @param prompt the words
 * @param attribute a yes-or-no column of the world's tables
 * @param close whether it is seen through the dermatoscope only
 */
public record Question(String prompt, String attribute, boolean close) {
    /** Of the tour; in the words of reports and of patients. */
    static final List<Question> ALL = List.of(
            new Question("a ruler beside the lesion", "ruler", false),
            new Question("a lesion with ink marks of a surgical marker", "ink", false),
            new Question("an open sore", "ulcer", false),
            new Question("a flaky, scaly patch", "scale", false),
            new Question("blue-whitish veil", "blue_whitish_veil", true),
            new Question("overlying hair", "hair", false),
            new Question("arborising vessels", "vessels_arborising", true));

    boolean fits(Case one) {
        boolean has = Boolean.TRUE.equals(one.lesion().attributes().flags().get(attribute));
        return has && (!close || one.view() == View.DERMOSCOPIC);
    }
}
