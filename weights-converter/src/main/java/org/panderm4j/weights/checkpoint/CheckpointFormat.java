package org.panderm4j.weights.checkpoint;

import java.io.IOException;

/**
 * One container format, found as a service, so that this package need not know the packages that read containers.
 *
 * <p>Formats are asked in the order in which the service file names them.
 */
public interface CheckpointFormat {
    /** What a user would call it, for the message that says what was expected. */
    String name();

    /**
     * Whether the content is of this format, judged by its first bytes.
     *
     * @param head at most the first 64 bytes of the file
     * @param size of the whole file in bytes
     */
    boolean recognises(byte[] head, long size);

    /**
     * Reads the table of contents. The checkpoint owns the file from here on; if this throws, the caller closes it.
     *
     * @throws CheckpointException when the content is damaged, not supported or not safe
     */
    Checkpoint open(CheckpointFile file) throws IOException;
}
