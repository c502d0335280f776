package org.panderm4j.data.text;

import java.text.Normalizer;

/**
 * Replaces typographic variants of a character by the plain one: ligatures and digraphs, full and half width, curly
 * quotes, line breaks; drops control characters; lone surrogates become U+FFFD.
 */
final class Typography {
    private Typography() {}

    /** C1 control characters are what is left when Windows-1252 was taken for Latin-1. */
    static String unifyC1(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && c <= 0x9F) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, Windows1252.character(c));
            }
        }
        return out == null ? text : out.toString();
    }

    static String unify(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i += appendSurrogate(text, i, out) - 1;
            } else if (c == '\r') {
                boolean pair = i + 1 < text.length() && text.charAt(i + 1) == '\n';
                out.append(pair ? "" : "\n");
            } else if (c < 0x7F && c >= ' ') {
                out.append(c);
            } else if (!isDropped(c)) {
                appendUnified(c, out);
            }
        }
        return out.toString();
    }

    /** Appends the pair that starts at {@code i}, or a replacement; returns how many units that took. */
    private static int appendSurrogate(String text, int i, StringBuilder out) {
        int point = text.codePointAt(i);
        boolean pair = Character.isSupplementaryCodePoint(point);
        out.appendCodePoint(pair ? point : 0xFFFD);
        return pair ? 2 : 1;
    }

    private static boolean isDropped(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r')
                || c == 0x7F
                || (c >= 0x206A && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFFF9 && c <= 0xFFFC);
    }

    private static void appendUnified(char c, StringBuilder out) {
        switch (c) {
            case 0x02BC, 0x2018, 0x2019, 0x201A, 0x201B -> out.append('\'');
            case 0x201C, 0x201D, 0x201E, 0x201F -> out.append('"');
            case 0x2028, 0x2029 -> out.append('\n');
            case 0x0149 -> out.append("'n");
            // The compatibility form of the long-s ligature is a plain s; here the long s stays.
            case 0xFB05 -> out.append("\u017Ft");
            case 0x3000 -> out.append(' ');
            default -> {
                String own = String.valueOf(c);
                out.append(hasPlainForm(c) ? Normalizer.normalize(own, Normalizer.Form.NFKC) : own);
            }
        }
    }

    /** Ligatures, Latin digraphs, full-width and half-width forms: their compatibility form is the plain one. */
    private static boolean hasPlainForm(char c) {
        return (c >= 0xFF00 && c <= 0xFFEF)
                || (c >= 0xFB00 && c <= 0xFB06)
                || (c >= 0x01C4 && c <= 0x01CC)
                || (c >= 0x01F1 && c <= 0x01F3)
                || c == 0x0132
                || c == 0x0133;
    }
}
