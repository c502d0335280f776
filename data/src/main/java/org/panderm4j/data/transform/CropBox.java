package org.panderm4j.data.transform;

import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;

/**
 * A part of a picture, at least one pixel.
 *
 * @param left first column
 * @param top first row
 * @param width columns
 * @param height rows
 */
public record CropBox(int left, int top, int width, int height) {
    public CropBox {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("expected a part of at least one pixel, found " + width + " x " + height
                    + " at (" + left + ", " + top + ")");
        }
    }

    /** This part alone, in the picture's own mode; the picture itself if it is all of it. */
    public Picture of(Picture picture) {
        if (width > picture.width() - left || height > picture.height() - top) {
            throw new IllegalArgumentException("expected a part of a picture of " + picture.width() + " x "
                    + picture.height() + ", found " + this);
        }
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        if (picture.mode() == Mode.I) {
            int[] part = new int[width * height];
            copy(picture.wide(), picture.width(), part, 1);
            return Picture.wide(width, height, part);
        }
        int channels = picture.mode().channels();
        byte[] part = new byte[width * height * channels];
        copy(picture.samples(), picture.width(), part, channels);
        return picture.with(width, height, part);
    }

    /**
     * This part, resized as Pillow resizes a picture that was cropped before: what lies around it has no influence.
     *
     * @return a picture in the same mode, with an array of its own
     */
    public Picture resize(Picture picture, int newWidth, int newHeight, Filter filter, Scratch scratch) {
        return ModeResizer.resize(of(picture), Sizing.whole(newWidth, newHeight), filter, scratch);
    }

    /** This part of an RGB picture; the picture itself if it is all of it. */
    public Pixels of(Pixels pixels) {
        if (width > pixels.width() - left || height > pixels.height() - top) {
            throw new IllegalArgumentException(
                    "expected a part of a picture of " + pixels.width() + " x " + pixels.height() + ", found " + this);
        }
        if (width == pixels.width() && height == pixels.height()) {
            return pixels;
        }
        byte[] part = new byte[3 * width * height];
        copy(pixels.rgb(), pixels.width(), part, 3);
        return new Pixels(width, height, part);
    }

    /** Copies rows; {@code from} and {@code to} are arrays of one type. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // byte[] to byte[] or int[] to int[], by the caller above
    private void copy(Object from, int stride, Object to, int channels) {
        for (int y = 0; y < height; y++) {
            System.arraycopy(from, ((top + y) * stride + left) * channels, to, y * width * channels, width * channels);
        }
    }
}
