package org.panderm4j.data.text;

/**
 * Undoes the commonest mojibake: UTF-8 bytes that were read as Windows-1252 or Latin-1 ({@code Ã©} for an accented e).
 *
 * <p>Each run of characters that would be valid UTF-8 is decoded when it looks like nothing a person writes. ftfy knows more
 * encodings, lost bytes and a large table of likelihoods; that is left out here, correct text comes first.
 */
final class Mojibake {
    private static final int MIN_LEAD = 0xC2;
    private static final int MAX_LEAD = 0xF4;

    private Mojibake() {}

    static String repair(String text) {
        StringBuilder out = null;
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            int length = sequenceLength(text, i);
            if (length > 0 && isTellTale(text, i, length)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i).appendCodePoint(decode(text, i, length));
                copied = i + length;
            }
            i += Math.max(length, 1);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** How many characters from {@code i} on are the bytes of one character in UTF-8, at least two; 0 if they are not. */
    private static int sequenceLength(String text, int i) {
        int lead = octet(text, i);
        if (lead < MIN_LEAD || lead > MAX_LEAD) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        for (int k = 1; k < length; k++) {
            int next = octet(text, i + k);
            if (next < 0x80 || next > 0xBF) {
                return 0;
            }
        }
        int point = decode(text, i, length);
        boolean overlong = point < (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return overlong || surrogate || point > Character.MAX_CODE_POINT ? 0 : length;
    }

    private static int decode(String text, int i, int length) {
        int point = octet(text, i) & (0x7F >> length);
        for (int k = 1; k < length; k++) {
            point = point << 6 | (octet(text, i + k) & 0x3F);
        }
        return point;
    }

    private static int octet(String text, int i) {
        return i < text.length() ? Windows1252.octet(text.charAt(i)) : -1;
    }

    private static boolean isTellTale(String text, int i, int length) {
        if (length == 2 && endsWordInCapitals(text, i)) {
            return false;
        }
        if (hasControls(text, i, length)) {
            return isOneCodePage(text, i, length);
        }
        return switch (text.charAt(i)) {
            case '\u00C2', '\u00C3' -> true;
            case '\u00E2', '\u00F0' -> octet(text, i + 1) < 0xA0;
            default -> isCapitalInsideWord(text, i) || isGreekLetter(text, i) || hasNeighbour(text, i, length);
        };
    }

    /** C1 control characters, which nobody types. */
    private static boolean hasControls(String text, int i, int length) {
        return text.substring(i + 1, i + length).chars().anyMatch(c -> c >= 0x80 && c <= 0x9F);
    }

    /** Latin-1 leaves every C1 control character; Windows-1252 only those in its holes, and further characters. */
    private static boolean isOneCodePage(String text, int i, int length) {
        String rest = text.substring(i + 1, i + length);
        boolean latin1 = rest.chars().allMatch(c -> c <= 0xFF);
        boolean windows = rest.chars().allMatch(c -> c < 0x80 || c > 0x9F || Windows1252.character(c) == c);
        return latin1 || windows;
    }

    /** {@code MANHÃ”}: a word in capitals may end in an accented letter and be followed by a mark of punctuation. */
    private static boolean endsWordInCapitals(String text, int i) {
        return i > 0 && Character.isUpperCase(text.charAt(i - 1)) && isFollowedByPunctuation(text, i);
    }

    /** {@code koÅ¾nÃ­}: no capital letter follows a small one inside a word. */
    private static boolean isCapitalInsideWord(String text, int i) {
        return i > 0
                && Character.isUpperCase(text.charAt(i))
                && Character.isLowerCase(text.charAt(i - 1))
                && !isFollowedByPunctuation(text, i);
    }

    /** Whether the letter at {@code i} may well end a word: a dash, quote or space follows, and then no letter. */
    private static boolean isFollowedByPunctuation(String text, int i) {
        boolean wordGoesOn = i + 2 < text.length() && Character.isLetter(text.charAt(i + 2));
        char next = Windows1252.character(octet(text, i + 1));
        boolean generalPunctuation = next >= 0x2000 && next <= 0x206F;
        return !wordGoesOn && (generalPunctuation || "\u00A0\u00AB\u00AD\u00BB".indexOf(next) >= 0);
    }

    /** {@code Î±-MSH}: no word begins with that letter and a symbol. */
    private static boolean isGreekLetter(String text, int i) {
        boolean afterLetter = i > 0 && Character.isLetter(text.charAt(i - 1));
        return text.charAt(i) == '\u00CE' && octet(text, i + 1) > 0xB0 && !afterLetter;
    }

    /** Letters of other scripts come in words: one such pair may be chance, two side by side are not. */
    private static boolean hasNeighbour(String text, int i, int length) {
        if (sequenceLength(text, i + length) > 0) {
            return true;
        }
        for (int back = 2; back <= 4; back++) {
            if (i >= back && sequenceLength(text, i - back) == back) {
                return true;
            }
        }
        return false;
    }
}
