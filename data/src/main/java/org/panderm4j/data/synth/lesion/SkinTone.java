package org.panderm4j.data.synth.lesion;

/** The six steps of Fitzpatrick's scale. */
public enum SkinTone implements Term {
    I("very light"),
    II("light"),
    III("light brown"),
    IV("medium brown"),
    V("dark brown"),
    VI("very dark");

    private final String look;

    SkinTone(String look) {
        this.look = look;
    }

    /** How it looks: {@code very light} to {@code very dark}. */
    public String look() {
        return look;
    }

    /** The step, 1 to 6. */
    @SuppressWarnings("EnumOrdinal") // the order of declaration is the scale
    public int step() {
        return ordinal() + 1;
    }
}
