package org.panderm4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/** Small square copies of picture files. */
public final class Thumbnails {
    private static final int SIDE = 160;
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
            Pixels pixels = SMALL.apply(ImageDecoder.decode(file));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image(pixels), "jpeg", bytes);
            return Optional.of(Thumbnail.jpeg(bytes.toByteArray()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
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
