package org.panderm4j.data.text;

/** The two ways of cleaning a text before it is cut into tokens; both are named as open_clip names them. */
public enum TextCleaner {
    /** For the uncased BERT vocabularies: repair, unescape, collapse white space. */
    WHITESPACE,
    /** For the CLIP vocabulary: the same, then lower case. */
    LOWER;

    /** The cleaned text: white space is single spaces inside, none outside. Clean text stays as it is. */
    public String clean(String text) {
        String repaired = isPlain(text) ? text : unescapeTwice(TextRepair.repair(text));
        String collapsed = PythonText.collapse(repaired);
        return this == LOWER ? PythonText.lower(collapsed) : collapsed;
    }

    private static String unescapeTwice(String text) {
        return HtmlEntities.unescape(HtmlEntities.unescape(text));
    }

    /** Printable ASCII without an ampersand: nothing to repair. Most texts are, and repair is the slow part. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '&') {
                return false;
            }
        }
        return true;
    }
}
