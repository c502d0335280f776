package org.panderm4j.data.synth.draw;

import org.panderm4j.data.synth.lesion.Colour;
import org.panderm4j.data.synth.lesion.SkinTone;

/** An RGB colour, 0 to 1 a channel. */
record Tint(float red, float green, float blue) {
    /** Of light skin: the tone that lesion colours are given on. */
    private static final Tint LIGHT = of(0xE6BCA4);

    static Tint of(int rgb) {
        return new Tint((rgb >> 16 & 0xFF) / 255f, (rgb >> 8 & 0xFF) / 255f, (rgb & 0xFF) / 255f);
    }

    static Tint of(SkinTone skin) {
        return switch (skin) {
            case I -> of(0xF3D6CA);
            case II -> LIGHT;
            case III -> of(0xD2A17F);
            case IV -> of(0xB07C58);
            case V -> of(0x80543A);
            case VI -> of(0x52362A);
        };
    }

    /** A lesion's colour on this skin: brown is melanin on top of it, the others only get somewhat darker with it. */
    static Tint of(Colour colour, SkinTone skin) {
        Tint base = of(skin);
        return switch (colour) {
            case TAN -> of(0xC49A6C).over(base, 0.75f);
            case LIGHT_BROWN -> of(0x9C683F).over(base, 0.8f);
            case DARK_BROWN -> of(0x5E3A25).over(base, 0.7f);
            case BLACK -> of(0x241C1E);
            case BLUE_GREY -> of(0x5E6D8C).over(base, 0.35f);
            case PINK -> of(0xE08A86).over(base, 0.6f);
            case RED -> of(0xC0443E).over(base, 0.4f);
            case PURPLE -> of(0x7A2347).over(base, 0.25f);
            case WHITE -> of(0xEBD8CF).over(base, 0.35f);
        };
    }

    /** How this colour, seen on light skin, is on another: share 1 takes over all of the difference, 0 none. */
    private Tint over(Tint skin, float share) {
        return new Tint(
                red * (1 + share * (skin.red / LIGHT.red - 1)),
                green * (1 + share * (skin.green / LIGHT.green - 1)),
                blue * (1 + share * (skin.blue / LIGHT.blue - 1)));
    }

    Tint times(float factor) {
        return new Tint(red * factor, green * factor, blue * factor);
    }

    Tint mix(Tint other, float share) {
        return new Tint(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }
}
