package org.panderm4j.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The record format of TensorFlow: length (8 bytes, little-endian), its masked CRC-32C (4), the data, the data's masked CRC-32C
 * (4). Source: TensorFlow's description of the TFRecord format.
 */
final class TfRecords implements AutoCloseable {
    private static final int MASK = 0xa282ead8;
    private static final int FRAME = 16;

    private final FileChannel channel;

    /** Appends at the channel's position; closes it in the end. */
    TfRecords(FileChannel channel) {
        this.channel = channel;
    }

    /** Appends one record, in one write. */
    void append(byte[] data) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(FRAME + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(maskedChecksum(record.slice(0, Long.BYTES)));
        record.put(data);
        record.putInt(maskedChecksum(ByteBuffer.wrap(data)));
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /** Rotated and shifted, since a checksum of data that holds checksums is weak. */
    static int maskedChecksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
