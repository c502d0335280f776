package org.panderm4j.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures to PNG: lossless, 8 bits a channel, no gamma and no colour profile. */
public final class PngEncoder {
    private PngEncoder() {}

    /** The file's bytes. How well they are packed depends on the JDK's zlib; the pixels in them do not. */
    public static byte[] encode(Pixels pixels) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(pixels.rgb().length);
        // Not ImageIO.write, which keeps a temporary file for every picture.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image(pixels));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(Pixels pixels) {
        int[] packed = new int[pixels.width() * pixels.height()];
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
        }
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, pixels.width(), pixels.height(), packed, 0, pixels.width());
        return image;
    }
}
