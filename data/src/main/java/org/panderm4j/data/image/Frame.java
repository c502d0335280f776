package org.panderm4j.data.image;

import java.io.IOException;

/** Size of a picture by its header, checked before anything of that size is allocated. */
record Frame(int width, int height) {
    /** Where Pillow itself refuses to decode: twice its {@code MAX_IMAGE_PIXELS}. */
    static final long MAX_PIXELS = 178_956_970;

    static Frame of(Encoded file, long width, long height) throws IOException {
        if (width <= 0 || height <= 0) {
            throw file.bad("the header says " + width + " x " + height + " pixels", "save the picture again");
        }
        if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw file.bad(
                    "the header says " + width + " x " + height + " pixels, over the limit of " + MAX_PIXELS,
                    "scale the picture down, or check that it is what it claims to be");
        }
        return new Frame((int) width, (int) height);
    }
}
