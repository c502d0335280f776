package org.panderm4j.data.transform;

import java.util.Locale;

/** How a picture is brought to the model's shape. */
public enum ResizeMode {
    /** Shorter side to the target, then the middle. */
    SHORTEST,
    /** Longer side to the target, then a border. */
    LONGEST,
    /** Both sides to the target; proportions change. */
    SQUASH;

    /**
     * The mode by its name in {@code preprocess_cfg}.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static ResizeMode of(String name) {
        for (ResizeMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("resize_mode: expected shortest, longest or squash, found '" + name + "'");
    }
}
