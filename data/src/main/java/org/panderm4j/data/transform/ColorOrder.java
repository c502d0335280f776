package org.panderm4j.data.transform;

import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;

/** When a picture becomes RGB. */
public enum ColorOrder {
    /** After resize and crop, which run in the file's own mode: zero-shot classification and retrieval. */
    SOURCE_MODE,
    /** Before the resize: linear probe and concept discovery. */
    RGB_FIRST;

    /** The picture in the mode that it is resized in. */
    public Picture beforeResize(Picture picture) {
        if (this == SOURCE_MODE) {
            return picture;
        }
        Pixels pixels = picture.toRgb();
        return Picture.of(Mode.RGB, pixels.width(), pixels.height(), pixels.rgb());
    }
}
