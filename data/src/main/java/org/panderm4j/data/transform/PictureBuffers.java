package org.panderm4j.data.transform;

import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.resample.Scratch;

/**
 * Working memory from a picture file to the network's input, for one picture after the other.
 *
 * <p>Owned by the caller, who closes it; one thread at a time. It holds a few times the bytes of the largest decoded picture.
 */
public final class PictureBuffers implements AutoCloseable {
    private final DecodeBuffer decoded = new DecodeBuffer();
    private final Scratch resize = new Scratch();

    /** Where a picture is decoded to. */
    public DecodeBuffer decoded() {
        return decoded;
    }

    /** What a resize works in. */
    public Scratch resize() {
        return resize;
    }

    @Override
    public void close() {
        decoded.close();
    }
}
