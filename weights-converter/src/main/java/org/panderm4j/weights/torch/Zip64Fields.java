package org.panderm4j.weights.torch;

import java.nio.ByteBuffer;

/** The 64-bit fields of a directory line: each stands there only if its 32-bit place holds all ones, in a fixed order. */
final class Zip64Fields {
    private static final int ID = 1;
    private static final long ELSEWHERE = 0xFFFFFFFFL;

    private final ByteBuffer fields;

    private Zip64Fields(ByteBuffer fields) {
        this.fields = fields;
    }

    /** Looks through the extra blocks (id, length, bytes) of a line; little-endian. */
    static Zip64Fields find(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int bytes = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
            if (id == ID) {
                return new Zip64Fields(extra.slice(extra.position(), bytes).order(extra.order()));
            }
            extra.position(extra.position() + bytes);
        }
        return new Zip64Fields(ByteBuffer.allocate(0));
    }

    /** The value itself, or the next wide field if the value says so; -1 if that is missing. */
    long next(long value) {
        if (value != ELSEWHERE) {
            return value;
        }
        return fields.remaining() >= 8 ? fields.getLong() : -1;
    }
}
