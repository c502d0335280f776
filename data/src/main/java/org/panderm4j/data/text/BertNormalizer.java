package org.panderm4j.data.text;

import java.text.Normalizer;

/**
 * What an uncased BERT does to a text before it looks for words; the switches carry the names of the vocabulary files.
 *
 * @param cleanText drops control characters and makes every white space a space
 * @param handleChineseChars puts spaces around CJK ideographs
 * @param stripAccents decomposes and drops non-spacing marks
 * @param lowercase lowers each code point on its own, without a rule for the last sigma
 */
record BertNormalizer(boolean cleanText, boolean handleChineseChars, boolean stripAccents, boolean lowercase) {
    String normalize(String text) {
        if (isPlain(text)) {
            return lowercase ? PythonText.lower(text) : text;
        }
        String spaced = clean(text);
        return stripAccents || lowercase ? fold(spaced) : spaced;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private String clean(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (cleanText && isWhiteSpace(point)) {
                out.append(' ');
            } else if (cleanText && isDropped(point)) {
                return;
            } else if (handleChineseChars && isIdeograph(point)) {
                out.append(' ').appendCodePoint(point).append(' ');
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private String fold(String text) {
        String decomposed = stripAccents ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
        StringBuilder out = new StringBuilder(decomposed.length());
        decomposed.codePoints().forEach(point -> {
            if (!stripAccents || Character.getType(point) != Character.NON_SPACING_MARK) {
                out.appendCodePoint(lowercase ? Character.toLowerCase(point) : point);
            }
        });
        return out.toString();
    }

    static boolean isWhiteSpace(int point) {
        return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
    }

    private static boolean isDropped(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> point == 0xFFFD;
        };
    }

    private static boolean isIdeograph(int point) {
        return point >= 0x3400
                && (point <= 0x4DBF
                        || (point >= 0x4E00 && point <= 0x9FFF)
                        || (point >= 0xF900 && point <= 0xFAFF)
                        || (point >= 0x20000 && point <= 0x2A6DF)
                        || (point >= 0x2A700 && point <= 0x2B73F)
                        || (point >= 0x2B740 && point <= 0x2CEAF)
                        || (point >= 0x2F800 && point <= 0x2FA1F));
    }
}
