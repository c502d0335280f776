package org.panderm4j.data.text;

import java.util.Random;

/** Texts out of everything that makes trouble. */
final class RandomTexts {
    private static final String[] PARTS = {
        "melanoma",
        "Nevus ",
        "SÉZARY",
        "naïve",
        "ΟΔΟΣ",
        "皮膚",
        "한국",
        "😀",
        "\uD83D",
        "e\u0301",
        "ﬁ",
        "Ｆｕｌｌ",
        "ｶﾞ",
        "“",
        "’",
        "\r\n",
        "\u2028",
        "\u00A0",
        "\u200B",
        "\u0085",
        "\u0092",
        "\u001B[31m",
        "\u0007",
        "&amp;",
        "&EACUTE;",
        "&#128;",
        "&lt",
        "<",
        "<end_of_text>",
        "<|startoftext|>",
        "[CLS]",
        "[MASK]",
        "'s",
        "'LL",
        "3.5",
        "½",
        "_",
        "°",
        "µm",
        "Ã©",
        "â€™",
        " ",
        "\t",
        "!?",
        "…",
        "\uE000",
        "İ",
        "\u0301",
    };

    private RandomTexts() {}

    static String next(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x250 : 0xFFFF));
            } else {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
        }
        return text.toString();
    }
}
