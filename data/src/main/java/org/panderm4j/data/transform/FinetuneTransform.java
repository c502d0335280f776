package org.panderm4j.data.transform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;

/**
 * The evaluation transform of multimodal fine-tuning: OpenCV's decode (EXIF orientation applied), its bilinear resize to
 * 224 x 224 without antialiasing and whatever the proportions, then (v - 255 mean) / (255 std).
 *
 * <p>Immutable; safe in any number of threads.
 */
public final class FinetuneTransform {
    /** Rows and columns of the result. */
    public static final int SIZE = 224;

    private final ChannelOrder order;
    private final float[] offset = new float[3];
    private final float[] factor = new float[3];

    public FinetuneTransform(ChannelOrder order) {
        this.order = order;
        List<Double> mean = PreprocessConfig.IMAGENET_MEAN;
        List<Double> std = PreprocessConfig.PROBE_STD;
        for (int c = 0; c < 3; c++) {
            offset[c] = mean.get(c).floatValue() * 255f;
            factor[c] = 1f / (std.get(c).floatValue() * 255f);
        }
    }

    /** Decodes a file and resizes it; the same files are refused as by {@link ImageDecoder}. */
    public Pixels load(Path file) throws IOException {
        return resize(ImageDecoder.decodeAsOpenCv(file), SIZE, SIZE);
    }

    /** OpenCV's bilinear resize of 8-bit colour. */
    public static Pixels resize(Pixels pixels, int width, int height) {
        try (BytePointer bytes = new BytePointer(pixels.rgb());
                Mat from = new Mat(pixels.height(), pixels.width(), opencv_core.CV_8UC3, bytes);
                Mat to = new Mat();
                Size size = new Size(width, height)) {
            opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_LINEAR);
            byte[] rgb = new byte[3 * width * height];
            to.data().get(rgb);
            return new Pixels(width, height, rgb);
        }
    }

    /** Bytes (3, height, width) in the network's channel order. */
    public byte[] channelFirst(Pixels pixels) {
        byte[] rgb = pixels.channelFirst();
        if (order == ChannelOrder.RGB) {
            return rgb;
        }
        int area = rgb.length / 3;
        byte[] bgr = new byte[rgb.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(rgb, c * area, bgr, (2 - c) * area, area);
        }
        return bgr;
    }

    /** Normalised values (3, height, width); the statistics go by channel number, not by colour. */
    public float[] normalize(Pixels pixels) {
        byte[] bytes = channelFirst(pixels);
        int area = bytes.length / 3;
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            int c = i / area;
            values[i] = ((bytes[i] & 0xFF) - offset[c]) * factor[c];
        }
        return values;
    }
}
