package org.panderm4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.data.transform.ResizeMode;

/** Small square copies of pictures. */
public final class Thumbnails {
    /** Width and height in pixels. */
    public static final int SIDE = 160;

    private static final ImageTransform SMALL = new ImageTransform(
            new PreprocessConfig(
                    SIDE,
                    SIDE,
                    PreprocessConfig.INCEPTION,
                    PreprocessConfig.INCEPTION,
                    Filter.BICUBIC,
                    ResizeMode.SHORTEST,
                    0),
            ColorOrder.RGB_FIRST);

    private Thumbnails() {}

    /** The middle of a picture; empty if it cannot be read any more, since a page is no reason to fail. */
    public static Optional<Thumbnail> of(Path file) {
        try {
            return Optional.of(of(SMALL.apply(ImageDecoder.decode(file))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A picture that is small already, as it is. */
    public static Thumbnail of(Pixels small) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(small), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return Thumbnail.jpeg(bytes.toByteArray());
    }

    private static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < pixels.width() * pixels.height(); i++) {
            int value = ((rgb[3 * i] & 0xFF) << 16) | ((rgb[3 * i + 1] & 0xFF) << 8) | (rgb[3 * i + 2] & 0xFF);
            image.setRGB(i % pixels.width(), i / pixels.width(), value);
        }
        return image;
    }
}
