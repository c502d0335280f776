package org.panderm4j.data.transform;

import java.util.Arrays;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;

/** Puts a picture on a larger canvas in its own mode; every channel of the canvas, alpha and index too, is the fill. */
final class Border {
    private Border() {}

    static Picture add(Picture picture, int left, int top, int width, int height, int fill) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        if (picture.mode() == Mode.I) {
            int[] canvas = new int[width * height];
            Arrays.fill(canvas, fill);
            paste(picture.wide(), picture, canvas, left, top, width, 1);
            return Picture.wide(width, height, canvas);
        }
        int channels = picture.mode().channels();
        byte[] canvas = new byte[width * height * channels];
        Arrays.fill(canvas, (byte) fill);
        paste(picture.samples(), picture, canvas, left, top, width, channels);
        return picture.with(width, height, canvas);
    }

    /** Copies rows; {@code from} and {@code to} are arrays of one type. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // byte[] to byte[] or int[] to int[], by the callers above
    private static void paste(Object from, Picture picture, Object to, int left, int top, int width, int channels) {
        int length = picture.width() * channels;
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(from, y * length, to, ((top + y) * width + left) * channels, length);
        }
    }
}
