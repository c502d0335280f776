package org.panderm4j.data.synth.lesion;

/** What is inside a lesion or not; seen best through the dermatoscope. */
public enum Structure implements Term {
    /** Brown to black dots and globules. */
    GLOBULES,
    /** A blue-whitish haze without structure over part of the lesion. */
    BLUE_WHITISH_VEIL,
    /** Red to purple round lakes with pale septa. */
    LACUNAE,
    /** White dry flakes. */
    SCALE,
    /** A dark red eroded place with crust. */
    ULCER,
    /** Bright round milia-like cysts. */
    MILIA;

    @Override
    public String word() {
        return switch (this) {
            case GLOBULES -> "dots and globules";
            case BLUE_WHITISH_VEIL -> "blue-whitish veil";
            case MILIA -> "milia-like cysts";
            case LACUNAE, SCALE, ULCER -> token();
        };
    }
}
