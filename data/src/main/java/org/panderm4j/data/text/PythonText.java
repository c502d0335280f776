package org.panderm4j.data.text;

import java.util.Locale;

/** String operations with the results of Python's {@code str}, where Java's differ. */
final class PythonText {
    private static final int CAPITAL_SIGMA = 0x03A3;

    private PythonText() {}

    /** Splits on white space and joins with single spaces: {@code " ".join(text.split())}. */
    static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean pending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                pending = out.length() > 0;
            } else {
                if (pending) {
                    out.append(' ');
                    pending = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** What {@code str.isspace} calls white space; no character outside the basic plane is. */
    static boolean isSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
        }
        return c >= 0x85
                && (c == 0x85
                        || c == 0xA0
                        || c == 0x1680
                        || (c >= 0x2000 && c <= 0x200A)
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0x202F
                        || c == 0x205F
                        || c == 0x3000);
    }

    /**
     * Lower case of the whole Unicode range. A sigma at the end of a word is decided by the neighbouring letters, as the
     * Unicode standard defines Final_Sigma; Java looks at word boundaries instead.
     */
    static String lower(String text) {
        if (text.indexOf(CAPITAL_SIGMA) < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder out = new StringBuilder(text.length());
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point == CAPITAL_SIGMA) {
                out.append(isFinalSigma(text, i) ? '\u03C2' : '\u03C3');
            } else {
                out.append(Character.toString(point).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static boolean isFinalSigma(String text, int at) {
        int before = at;
        while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        int after = at + 1;
        while (after < text.length() && isCaseIgnorable(text.codePointAt(after))) {
            after += Character.charCount(text.codePointAt(after));
        }
        boolean letterBefore = before > 0 && isCased(text.codePointBefore(before));
        boolean letterAfter = after < text.length() && isCased(text.codePointAt(after));
        return letterBefore && !letterAfter;
    }

    private static boolean isCased(int point) {
        return Character.isLowerCase(point) || Character.isUpperCase(point) || Character.isTitleCase(point);
    }

    private static boolean isCaseIgnorable(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default ->
                "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A".indexOf(point)
                        >= 0;
        };
    }
}
