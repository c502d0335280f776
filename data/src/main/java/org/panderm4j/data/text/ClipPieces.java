package org.panderm4j.data.text;

import java.util.function.Consumer;

/**
 * Cuts a cleaned text into the pieces that CLIP's vocabulary spells: a shortened verb ending ({@code 's 't 're 've 'm 'll
 * 'd}), a run of letters, one number character, or a run of anything else. Marks and underscores are anything else.
 */
final class ClipPieces {
    private static final String[] ENDINGS = {"s", "t", "re", "ve", "m", "ll", "d"};

    private ClipPieces() {}

    static void split(String text, Consumer<String> piece) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (isSpace(point)) {
                i += Character.charCount(point);
                continue;
            }
            int end = end(text, i, point);
            piece.accept(text.substring(i, end));
            i = end;
        }
    }

    private static int end(String text, int i, int point) {
        if (point == '\'') {
            for (String ending : ENDINGS) {
                if (text.regionMatches(true, i + 1, ending, 0, ending.length())) {
                    return i + 1 + ending.length();
                }
            }
        }
        int end = i + Character.charCount(point);
        if (isNumber(point)) {
            return end;
        }
        boolean letters = Character.isLetter(point);
        while (end < text.length()) {
            int next = text.codePointAt(end);
            boolean same = letters ? Character.isLetter(next) : isOther(next);
            if (!same) {
                break;
            }
            end += Character.charCount(next);
        }
        return end;
    }

    private static boolean isOther(int point) {
        return !Character.isLetter(point) && !isNumber(point) && !isSpace(point);
    }

    private static boolean isNumber(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isSpace(int point) {
        return point <= Character.MAX_VALUE && PythonText.isSpace((char) point);
    }
}
