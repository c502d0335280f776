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
 * The evaluation transform of multimodal fine-tuning: OpenCV's decode (EXIF orientation applied), its bilinear resize to a square without
 * antialiasing and whatever the proportions, then (v - 255 mean) / (255 std).
 *
 * <p>Immutable; safe in any number of threads.
 */
public final class FinetuneTransform {
    /** Rows and columns of the reference. */
    public static final int SIZE = 224;

    private static final int LEVELS = 256;

    private final ChannelOrder order;
    private final int size;
    private final float[][] tables = new float[3][LEVELS]; // by channel of the network

    /** As the reference has it: {@link #SIZE}, ImageNet's statistics with its .228. */
    public FinetuneTransform(ChannelOrder order) {
        this(order, SIZE, PreprocessConfig.IMAGENET_MEAN, PreprocessConfig.PROBE_STD);
    }

    /**
     * A transform for a tower of another size, or trained with other statistics.
     *
     * @param size rows and columns of the result, at least 1
     * @param mean of the first, second and third channel on the scale 0..1
     * @param std of the first, second and third channel on the scale 0..1, above 0
     */
    public FinetuneTransform(ChannelOrder order, int size, List<Double> mean, List<Double> std) {
        if (size < 1 || mean.size() != 3 || std.size() != 3 || std.stream().anyMatch(one -> !(one > 0))) {
            throw new IllegalArgumentException("expected a size of at least 1, 3 means and 3 deviations above 0, found "
                    + size + ", " + mean + " and " + std);
        }
        this.order = order;
        this.size = size;
        for (int c = 0; c < 3; c++) {
            float offset = mean.get(c).floatValue() * 255f;
            float factor = 1f / (std.get(c).floatValue() * 255f);
            for (int v = 0; v < LEVELS; v++) {
                tables[c][v] = (v - offset) * factor;
            }
        }
    }

    /**
     * Size and statistics of a model's own preprocessing; its resize mode and filter play no part.
     *
     * @throws IllegalArgumentException when the model's pictures are not square
     */
    public static FinetuneTransform of(ChannelOrder order, PreprocessConfig config) {
        if (config.height() != config.width()) {
            throw new IllegalArgumentException(
                    "expected a model of square pictures, found one of " + config.height() + " x " + config.width());
        }
        return new FinetuneTransform(order, config.width(), config.mean(), config.std());
    }

    /** Rows and columns of the result. */
    public int size() {
        return size;
    }

    /** Which colour the network finds first. */
    public ChannelOrder order() {
        return order;
    }

    /** Decodes a file and resizes it; the same files are refused as by {@link ImageDecoder}. */
    public Pixels load(Path file) throws IOException {
        return resize(ImageDecoder.decodeAsOpenCv(file), size, size);
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
        float[] values = new float[pixels.rgb().length];
        normalize(pixels, values, 0);
        return values;
    }

    /** The same into a batch, from {@code values[offset]} on. */
    public void normalize(Pixels pixels, float[] values, int offset) {
        byte[] rgb = pixels.rgb();
        int area = rgb.length / 3;
        for (int c = 0; c < 3; c++) {
            float[] table = tables[c];
            int to = offset + c * area;
            for (int from = order == ChannelOrder.RGB ? c : 2 - c; from < rgb.length; from += 3) {
                values[to++] = table[rgb[from] & 0xFF];
            }
        }
    }
}
