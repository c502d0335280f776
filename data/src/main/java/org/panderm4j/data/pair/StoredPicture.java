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
     * @throws org.panderm4j.data.image.UnusablePictureException when it is missing or no picture; the message names the file
     * @throws IOException when it cannot be read at the moment; likewise
     */
    Picture decode(DecodeBuffer buffer) throws IOException;
}
