package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "&amp;amp; x, & x",
                "P&EACUTE;REZ &szlig; &SZLIG;, PÉREZ ß SS",
                "&nTILDE; &bogus; &; &#;, &nTILDE; &bogus; &; &#;",
                "this&notit; &copy2 &ampx, this¬it; ©2 &x",
                "&#65;&#x42;&#67 &#128; &#150;, ABC € –",
                "a&#0;b&#xD800;c&#x110000;d&#99999999999999;, a�b�c�d�",
                "a&#1;b&#xFDD0;c&#x1FFFE;d, abcd",
                "&NotEqualTilde;, ≂̸",
                "“a” ‘b’ „c‟ ʼn, \"a\" 'b' \"c\" 'n",
                "ﬁ ﬀ ﬄ ﬅ ﬆ Ĳ ŉ ǆ ǈ Ǳ, fi ff ffl ſt st IJ 'n dž Lj DZ",
                "Ｆ１！～ ｶﾞ ￥, F1!~ ガ ¥",
                "a\u001B[1;31mb\u001B[0mc\u001B[?d, abc[?d",
                "a\u0000b\u0007c\u007Fd\u206Ae\uFEFFf\uFFFCg, abcdefg",
                "e\u0301 A\u030A \u1112\u1161\u11AB, é Å 한",
                "it\u0092s \u0080 \u0085, it's € …",
                "a\uD83Db \uD83D\uDE00, a�b 😀",
                "zero\u200Bwidth soft\u00ADhyphen, zero\u200Bwidth soft\u00ADhyphen",
            })
    void repairsAsTheReferenceDoes(String text, String clean) {
        assertThat(TextCleaner.WHITESPACE.clean(text)).isEqualTo(clean);
    }

    @Test
    void aTextWithAnAngleBracketIsUnescapedTwiceOnly() {
        assertThat(TextCleaner.WHITESPACE.clean("x < &amp;amp;amp;")).isEqualTo("x < &amp;");
        assertThat(TextCleaner.WHITESPACE.clean("&amp;amp;amp;amp;amp;\n<")).isEqualTo("& <");
        assertThat(TextCleaner.WHITESPACE.clean("<\n&EACUTE;")).isEqualTo("< &EACUTE;");
    }

    @Test
    void everyKindOfWhiteSpaceCollapses() {
        String spaces = "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000";
        assertThat(TextCleaner.WHITESPACE.clean(spaces + "a" + spaces + "b" + spaces))
                .isEqualTo("a b");
        assertThat(PythonText.collapse("\u0085a\u0085\u0085b")).isEqualTo("a b");
        assertThat(TextCleaner.LOWER.clean(spaces)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NEVUS, nevus",
        "ΟΔΟΣ ΣΑΣ Σ, οδος σας σ",
        // A full stop inside a word is passed over when the end of the word is looked for.
        "ΑΣ.Β ΑΣ. ΑΣ2, ασ.β ας. ας2",
        "İ, i̇",
        "ÉẞΔ𝔸, éßδ𝔸",
    })
    void lowersAsPythonDoes(String text, String lower) {
        assertThat(TextCleaner.LOWER.clean(text)).isEqualTo(lower);
        assertThat(TextCleaner.WHITESPACE.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sézary",
                "café-au-lait",
                "naïve",
                "Sjögren",
                "Behçet",
                "Köbner",
                "Ménière",
                "37.5°C",
                "5 µm",
                "± 2 ½",
                "×4",
                "≥ 3 mm",
                "à la lèvre",
                "« lésion »",
                "ÉRYTHÈME NOUEUX",
                "MÃO",
                "AÇÃO",
                "São João",
                "Âge",
                "âge",
                "Größe",
                "GRÖSSE",
                "señor",
                "ESPAÑA",
                "świąd",
                "ČESKÝ",
                "kožní",
                "bőr",
                "İstanbul",
                "меланома",
                "δέρμα",
                "皮膚",
                "피부",
                "رئيسي",
                "Ota®",
                "Accutane™",
                "10 €",
                "N°5",
                "1ª 2º",
                "¿qué?",
                "Ångström",
                "Œdème",
                "Å",
            })
    void correctTextStays(String text) {
        assertThat(TextCleaner.WHITESPACE.clean(text)).isEqualTo(text);
        assertThat(TextCleaner.WHITESPACE.clean("a " + text + ", b")).isEqualTo("a " + text + ", b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sézary", "café-au-lait", "naïve", "Sjögren", "Behçet", "37.5°C", "5 µm", "± 2 ½", "×4", "≥ 3 mm",
                        "GRÖSSE",
                "ESPAÑA", "меланома", "δέρμα", "α-MSH", "皮膚", "피부", "kožní", "a — b…", "Accutane™", "10 €", "skin 😀",
            })
    void utf8ReadAsAnotherCodePageIsRepaired(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(TextCleaner.WHITESPACE.clean(latin1)).isEqualTo(text);
        String windows = new String(bytes, Charset.forName("windows-1252"));
        if (windows.indexOf('\uFFFD') < 0) {
            assertThat(TextCleaner.WHITESPACE.clean(windows)).isEqualTo(text);
        }
    }

    @Test
    void capitalsBeforePunctuationAreNoMojibake() {
        assertThat(TextCleaner.WHITESPACE.clean("“MANHÃ”")).isEqualTo("\"MANHÃ\"");
        assertThat(TextCleaner.WHITESPACE.clean("IRMÃ…")).isEqualTo("IRMÃ…");
    }

    @Test
    void cleaningACleanTextChangesNothing() {
        for (long seed = 0; seed < 3000; seed++) {
            // Entities apart: they are unescaped a fixed number of times.
            String text = RandomTexts.next(new Random(seed)).replace("&", "").replace("\uFF06", "");
            String clean = TextCleaner.WHITESPACE.clean(text);
            assertThat(TextCleaner.WHITESPACE.clean(clean)).as("seed %d", seed).isEqualTo(clean);
            assertThat(clean).as("seed %d", seed).doesNotContain("  ", "\n", "\t", "\u00A0");
            assertThat(clean.strip()).as("seed %d", seed).isEqualTo(clean);
        }
    }
}
