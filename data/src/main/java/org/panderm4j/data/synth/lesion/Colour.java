package org.panderm4j.data.synth.lesion;

/** The colours of lesions. */
public enum Colour implements Term {
    TAN,
    LIGHT_BROWN,
    DARK_BROWN,
    BLACK,
    BLUE_GREY,
    PINK,
    RED,
    PURPLE,
    WHITE;

    /** {@code blue-grey} is one word. */
    @Override
    public String word() {
        return token().replace('_', this == BLUE_GREY ? '-' : ' ');
    }
}
