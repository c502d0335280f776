package org.panderm4j.data.synth.lesion;

import java.util.Locale;

/**
 * One person, who does not exist. All lesions of a patient share these values.
 *
 * @param number counted from 0
 * @param age in years
 */
public record Patient(int number, int age, Sex sex, SkinTone skin, Split split) {
    /** The identifier in tables: {@code P00012}. */
    public String id() {
        return String.format(Locale.ROOT, "P%05d", number);
    }
}
