package org.panderm4j.weights.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes files in the layout that torch wrote before 1.6. */
final class LegacyFile {
    private static final int[] MAGIC = {0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19};

    private LegacyFile() {}

    /** A file around a pickle; then key, bytes and element count (as Integer) of each storage. */
    static byte[] of(byte[] pickle, Object... storages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new PickleWriter(2).op(MAGIC).stop());
        out.writeBytes(new PickleWriter(2).number(1001).stop());
        out.writeBytes(system(true));
        out.writeBytes(pickle);
        PickleWriter keys = new PickleWriter(2).op(']').mark();
        for (int i = 0; i < storages.length; i += 3) {
            keys.text((String) storages[i]);
        }
        out.writeBytes(keys.op('e').stop());
        for (int i = 0; i < storages.length; i += 3) {
            long count = (Integer) storages[i + 2];
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(count)
                    .array());
            out.writeBytes((byte[]) storages[i + 1]);
        }
        return out.toByteArray();
    }

    static byte[] system(boolean little) {
        return new PickleWriter(2)
                .dictionary()
                .mark()
                .text("protocol_version")
                .number(1001)
                .text("little_endian")
                .op(little ? 0x88 : 0x89)
                .setItems()
                .stop();
    }
}
