package org.panderm4j.data.text;

import java.nio.charset.Charset;

/** The Windows code page 1252 with its five holes filled from Latin-1, so that every byte has a character. */
final class Windows1252 {
    /** What stands at the bytes 0x80 to 0x9F. */
    private static final String HIGH = table();

    private Windows1252() {}

    /** The character of a byte. */
    static char character(int octet) {
        return octet >= 0x80 && octet <= 0x9F ? HIGH.charAt(octet - 0x80) : (char) octet;
    }

    /** The byte of a character, or -1; control characters 0x80 to 0x9F stand for themselves. */
    static int octet(char character) {
        if (character < 0x100) {
            return character;
        }
        int high = HIGH.indexOf(character);
        return high < 0 ? -1 : 0x80 + high;
    }

    private static String table() {
        byte[] octets = new byte[0x20];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (0x80 + i);
        }
        StringBuilder table = new StringBuilder(new String(octets, Charset.forName("windows-1252")));
        for (int i = 0; i < octets.length; i++) {
            if (table.charAt(i) == '\uFFFD') {
                table.setCharAt(i, (char) (0x80 + i));
            }
        }
        return table.toString();
    }
}
