package org.panderm4j.data.text;

/**
 * The 256 characters that stand for bytes in byte-level vocabularies: printable bytes for themselves, the other 68 for the
 * code points from 256 on.
 */
final class ByteSymbols {
    /** What ends the last symbol of a piece. */
    static final String END = "</w>";

    private static final String[] OF_BYTE = new String[256];
    private static final String[] IN_ORDER = new String[256];

    static {
        int printable = 0;
        for (int octet = 0; octet < 256; octet++) {
            if (isPrintable(octet)) {
                OF_BYTE[octet] = Character.toString(octet);
                IN_ORDER[printable++] = OF_BYTE[octet];
            }
        }
        int others = 0;
        for (int octet = 0; octet < 256; octet++) {
            if (!isPrintable(octet)) {
                OF_BYTE[octet] = Character.toString(256 + others);
                IN_ORDER[printable + others++] = OF_BYTE[octet];
            }
        }
    }

    private ByteSymbols() {}

    /** The symbol of a byte, 0 to 255. */
    static String of(int octet) {
        return OF_BYTE[octet];
    }

    /** The symbol whose id is {@code i} in CLIP's vocabulary: printable bytes first. */
    static String inOrder(int i) {
        return IN_ORDER[i];
    }

    private static boolean isPrintable(int octet) {
        return (octet >= 33 && octet <= 126) || (octet >= 161 && octet <= 172) || octet >= 174;
    }
}
