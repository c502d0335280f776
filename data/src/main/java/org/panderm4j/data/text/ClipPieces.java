package org.panderm4j.data.text;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Cuts a cleaned text into the pieces that CLIP's vocabulary spells: a shortened verb ending ({@code 's 't 're 've 'm 'll
 * 'd}), a run of letters, one number character, or a run of anything else. Marks and underscores are anything else.
 *
 * <p>A special token counts where a piece would start; inside a run, as in {@code "%<end_of_text>"}, it is spelled.
 */
final class ClipPieces {
    private static final String[] ENDINGS = {"s", "t", "re", "ve", "m", "ll", "d"};

    private ClipPieces() {}

    /** Hands the pieces on in order, and the ids of the special tokens between them. */
    static void split(String text, Map<String, Integer> specials, Consumer<String> piece, IntConsumer special) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (isSpace(point)) {
                i += Character.charCount(point);
                continue;
            }
            String literal = point == '<' ? literal(text, i, specials) : null;
            int end = literal == null ? end(text, i, point) : i + literal.length();
            if (literal == null) {
                piece.accept(text.substring(i, end));
            } else {
                special.accept(specials.get(literal));
            }
            i = end;
        }
    }

    private static String literal(String text, int i, Map<String, Integer> specials) {
        for (String literal : specials.keySet()) {
            if (text.startsWith(literal, i)) {
                return literal;
            }
        }
        return null;
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
