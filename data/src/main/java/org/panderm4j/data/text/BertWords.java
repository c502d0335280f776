package org.panderm4j.data.text;

import java.util.function.Consumer;

/** Cuts a normalized text into words: at white space, and around every character of punctuation. */
final class BertWords {
    private BertWords() {}

    static void split(String text, Consumer<String> word) {
        int start = 0;
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            boolean mark = isPunctuation(point);
            if (!mark && !BertNormalizer.isWhiteSpace(point)) {
                continue;
            }
            int end = i + Character.charCount(point);
            if (i > start) {
                word.accept(text.substring(start, i));
            }
            if (mark) {
                word.accept(text.substring(i, end));
            }
            start = end;
        }
        if (start < text.length()) {
            word.accept(text.substring(start));
        }
    }

    /** All of ASCII that is neither letter, digit nor space, and category P. */
    private static boolean isPunctuation(int point) {
        if (point < 0x80) {
            return point > ' ' && point < 0x7F && !Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
