package org.panderm4j.data.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Repairs what texts from web pages and tables suffer, as the Python library ftfy documents and does it in its default
 * settings: character names of HTML, terminal colour codes, mojibake, typographic variants, control characters, NFC.
 *
 * <p>Mojibake is the one part that is narrower than there, see {@link Mojibake}.
 */
final class TextRepair {
    private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");

    private TextRepair() {}

    /** Line by line: a line with a {@code <} looks like HTML, so from there on nothing is unescaped. */
    static String repair(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean unescape = true;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            String line = text.substring(start, end);
            unescape &= line.indexOf('<') < 0;
            out.append(repairLine(line, unescape));
            start = end;
        }
        return out.toString();
    }

    /** One repair may uncover the next, so all are repeated until nothing changes. */
    private static String repairLine(String line, boolean unescape) {
        String text = line;
        String before;
        do {
            before = text;
            if (unescape) {
                text = HtmlEntities.unescapeCertain(text);
            }
            text = removeTerminalEscapes(text);
            text = Typography.unifyC1(Mojibake.repair(text));
            text = Normalizer.normalize(Typography.unify(text), Normalizer.Form.NFC);
        } while (!text.equals(before));
        return text;
    }

    private static String removeTerminalEscapes(String text) {
        return text.indexOf('\u001B') < 0 ? text : TERMINAL_ESCAPE.matcher(text).replaceAll("");
    }
}
