package org.panderm4j.data.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.panderm4j.data.image.UnusablePictureException;

/**
 * A file in a tar file.
 *
 * @param shard the tar file
 * @param name as the tar file has it
 * @param offset of its first byte in the tar file
 * @param size in bytes
 */
record TarMember(Path shard, String name, long offset, long size) {
    /** As for pictures in files of their own. */
    private static final long MAX_BYTES = 1L << 30;

    /** What messages call it. */
    String origin() {
        return shard + ", member " + name;
    }

    /** Its content, through a channel of its own. */
    byte[] read() throws IOException {
        try (FileChannel channel = FileChannel.open(shard)) {
            return read(channel);
        }
    }

    /**
     * Its content.
     *
     * @param channel of the tar file; its position is not touched
     * @throws IOException when the tar file ends before this member does, or the member is larger than 1 GiB
     */
    byte[] read(FileChannel channel) throws IOException {
        if (size > MAX_BYTES) {
            throw new UnusablePictureException(origin() + ": found " + size + " bytes, over the limit of " + MAX_BYTES);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, offset + bytes.position());
            if (count < 0) {
                throw new UnusablePictureException(
                        origin() + ": expected " + size + " bytes from byte " + offset + " on, found only "
                                + bytes.position() + "; the shard has been cut or written to since it was opened");
            }
        }
        return bytes.array();
    }
}
