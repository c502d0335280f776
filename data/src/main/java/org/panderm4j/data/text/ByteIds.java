package org.panderm4j.data.text;

import java.io.IOException;

/** The ids of the 256 bytes, at the end of a piece and elsewhere. */
final class ByteIds {
    private final int[] inside = new int[256];
    private final int[] last = new int[256];

    /** Where the id of a symbol comes from. */
    interface Lookup {
        int id(String symbol) throws IOException;
    }

    ByteIds(Lookup lookup) throws IOException {
        for (int octet = 0; octet < 256; octet++) {
            inside[octet] = lookup.id(ByteSymbols.of(octet));
            last[octet] = lookup.id(ByteSymbols.of(octet) + ByteSymbols.END);
        }
    }

    /** The ids of the bytes of one piece. */
    int[] of(byte[] octets) {
        int[] ids = new int[octets.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = inside[octets[i] & 0xFF];
        }
        ids[ids.length - 1] = last[octets[ids.length - 1] & 0xFF];
        return ids;
    }
}
