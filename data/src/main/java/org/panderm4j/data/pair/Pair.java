package org.panderm4j.data.pair;

import java.io.IOException;
import java.util.Optional;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.UnusablePictureException;

/**
 * A picture and what is said about it.
 *
 * @param caption never blank, unless its source was told to keep such captions
 * @param source the collection it came from, if that is known; never blank
 * @param origin where it stands, for messages: a file with a line or a member
 * @param picture not opened yet
 */
public record Pair(String caption, Optional<String> source, String origin, StoredPicture picture) {
    public Pair {
        source = source.filter(name -> !name.isBlank());
    }

    /**
     * Opens the picture, in the mode of its file. It is good until the next picture is decoded into this buffer.
     *
     * @throws UnusablePictureException when it is missing or cannot be decoded; the message names this pair's origin and the file
     * @throws IOException when it cannot be read at the moment; likewise
     */
    public Picture decode(DecodeBuffer buffer) throws IOException {
        try {
            return picture.decode(buffer);
        } catch (UnusablePictureException e) {
            throw new UnusablePictureException(origin + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(origin + ": " + e.getMessage(), e);
        }
    }
}
