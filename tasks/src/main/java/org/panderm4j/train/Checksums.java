package org.panderm4j.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** CRC-32C of a tensor's values as they lie in a file: float32, little-endian. */
final class Checksums {
    private static final int PIECE = 1 << 16;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);

    /** Of the values from position to limit, which stay where they are; 8 hexadecimal digits. */
    String of(FloatBuffer values) {
        CRC32C checksum = new CRC32C();
        FloatBuffer left = values.slice();
        while (left.hasRemaining()) {
            int count = Math.min(PIECE, left.remaining());
            bytes.clear().limit(4 * count);
            bytes.asFloatBuffer().put(left.slice(left.position(), count));
            checksum.update(bytes);
            left.position(left.position() + count);
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
