package org.panderm4j.data.pair;

import java.io.IOException;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.Picture;

/** An encoded picture in a file or in a part of one. Safe in any number of threads, each with a buffer of its own. */
@FunctionalInterface
public interface StoredPicture {
    /**
     * Reads and decodes it.
     *
     * @throws IOException when the bytes are not there or are no picture; the message names the file
     */
    Picture decode(DecodeBuffer buffer) throws IOException;
}
