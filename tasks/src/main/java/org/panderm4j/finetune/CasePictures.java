package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.panderm4j.data.transform.PictureBuffers;

/** From picture files to what an image tower takes. Safe in any number of threads. */
public interface CasePictures {
    /** Rows and columns of each, in pixels. */
    int side();

    /** As in use: nothing at random; values (3, side, side). */
    float[] plain(Path file, PictureBuffers buffers) throws IOException;

    /**
     * Changed at random, as in training.
     *
     * @param draws where the random numbers of this case begin; the same for both of its pictures
     */
    float[] augmented(Path file, RandomGenerator draws, PictureBuffers buffers) throws IOException;

    /** Versions of a picture in a test by several, {@link #version}. */
    int versions();

    /**
     * One of the versions of a test.
     *
     * @param index from 0
     * @param draws where the random numbers of this case and version begin
     */
    float[] version(Path file, int index, RandomGenerator draws, PictureBuffers buffers) throws IOException;

    /** All that changes the numbers, as text. */
    String identity();
}
