package org.panderm4j.data.text;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * HTML character references, with the results of Python's {@code html.unescape}.
 *
 * <p>Names come from the HTML standard's table (2231 entries, 106 of them also without a semicolon), numbers follow its
 * error rules: 0x80 to 0x9F are Windows-1252, surrogates and too large numbers U+FFFD, forbidden code points vanish.
 */
final class HtmlEntities {
    private static final Pattern REFERENCE =
            Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
    /** What cannot be anything but a reference. */
    private static final Pattern CERTAIN = Pattern.compile("&(#?[0-9A-Za-z]{1,24};)");

    private HtmlEntities() {}

    /** Replaces every reference once, those without a semicolon and with further letters behind the name included. */
    static String unescape(String text) {
        return text.indexOf('&') < 0 ? text : replace(REFERENCE, text, HtmlEntities::value);
    }

    /**
     * Replaces only references that end in a semicolon. A lower-case name spelled in capitals is the capital letter: EACUTE
     * is the capital of eacute.
     */
    static String unescapeCertain(String text) {
        return text.indexOf('&') < 0 ? text : replace(CERTAIN, text, HtmlEntities::certainValue);
    }

    private static String replace(Pattern pattern, String text, UnaryOperator<String> value) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll((MatchResult found) -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }

    private static String certainValue(String reference) {
        if (reference.startsWith("#")) {
            return unescape("&" + reference);
        }
        String name = reference.substring(0, reference.length() - 1);
        if (Entities.isNamedEntity(name)) {
            return Entities.getByName(name);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT)) && Entities.isNamedEntity(lower);
        return capitals ? Entities.getByName(lower).toUpperCase(Locale.ROOT) : "&" + reference;
    }

    private static String value(String reference) {
        if (reference.startsWith("#")) {
            return number(reference);
        }
        boolean closed = reference.endsWith(";");
        String name = closed ? reference.substring(0, reference.length() - 1) : reference;
        if (closed ? Entities.isNamedEntity(name) : Entities.isBaseNamedEntity(name)) {
            return Entities.getByName(name);
        }
        for (int end = reference.length() - 1; end > 1; end--) {
            String start = reference.substring(0, end);
            if (Entities.isBaseNamedEntity(start)) {
                return Entities.getByName(start) + reference.substring(end);
            }
        }
        return "&" + reference;
    }

    private static String number(String reference) {
        String digits =
                reference.endsWith(";") ? reference.substring(1, reference.length() - 1) : reference.substring(1);
        boolean hexadecimal = digits.startsWith("x") || digits.startsWith("X");
        int point = hexadecimal ? parse(digits.substring(1), 16) : parse(digits, 10);
        if (point == 0 || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
            return "\uFFFD";
        }
        if (point >= 0x80 && point <= 0x9F) {
            return String.valueOf(Windows1252.character(point));
        }
        return isForbidden(point) ? "" : Character.toString(point);
    }

    private static int parse(String digits, int radix) {
        long value = 0;
        for (int i = 0; i < digits.length() && value <= Character.MAX_CODE_POINT; i++) {
            value = value * radix + Character.digit(digits.charAt(i), radix);
        }
        return (int) Math.min(value, Character.MAX_CODE_POINT + 1L);
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isForbidden(int point) {
        boolean control = point < ' ' && point != '\t' && point != '\n' && point != '\f' && point != '\r';
        boolean nonCharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
        return control || point == 0x7F || nonCharacter;
    }
}
