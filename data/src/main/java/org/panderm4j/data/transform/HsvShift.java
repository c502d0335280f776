package org.panderm4j.data.transform;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.panderm4j.data.image.Pixels;

/**
 * Turns hues and changes saturation through OpenCV's HSV of 8 bits, where a hue is 0 to 179.
 *
 * @param hue added to the hue, which begins anew after 180
 * @param saturation added to the saturation, which stays within 0 to 255
 */
public record HsvShift(double hue, double saturation) {
    private static final int HUES = 180;

    /**
     * The changed pixels.
     *
     * @param order whether the arithmetic sees red first, or takes blue for red as the reference does
     */
    public Pixels of(Pixels pixels, ChannelOrder order) {
        boolean isRed = order == ChannelOrder.RGB;
        byte[] hsv = convert(pixels, isRed ? opencv_imgproc.COLOR_RGB2HSV : opencv_imgproc.COLOR_BGR2HSV);
        for (int i = 0; i < hsv.length; i += 3) {
            hsv[i] = (byte) turned(hsv[i] & 0xFF);
            hsv[i + 1] = (byte) Math.min(Math.max((hsv[i + 1] & 0xFF) + saturation, 0), 255);
        }
        Pixels shifted = new Pixels(pixels.width(), pixels.height(), hsv);
        byte[] rgb = convert(shifted, isRed ? opencv_imgproc.COLOR_HSV2RGB : opencv_imgproc.COLOR_HSV2BGR);
        return new Pixels(pixels.width(), pixels.height(), rgb);
    }

    private double turned(int level) {
        double turned = (level + hue) % HUES;
        return turned < 0 ? turned + HUES : turned;
    }

    private static byte[] convert(Pixels pixels, int code) {
        try (BytePointer bytes = new BytePointer(pixels.rgb());
                Mat from = new Mat(pixels.height(), pixels.width(), opencv_core.CV_8UC3, bytes);
                Mat to = new Mat()) {
            opencv_imgproc.cvtColor(from, to, code);
            byte[] converted = new byte[pixels.rgb().length];
            to.data().get(converted);
            return converted;
        }
    }
}
