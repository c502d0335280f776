package org.panderm4j.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's decoders, used for their untouched samples: indices and inks, never its own colour conversion. */
final class ImageIoRaster {
    private ImageIoRaster() {}

    /**
     * Indices into a palette, or the samples of a one-bit picture (0 or 1).
     *
     * @param palette red, green, blue as the decoder holds them; empty when it holds none
     */
    record Indices(int width, int height, byte[] samples, byte[] palette) {}

    static Indices indices(Encoded file, String format) throws IOException {
        return read(file, format, reader -> {
            BufferedImage image = reader.read(0);
            return new Indices(
                    image.getWidth(), image.getHeight(), band(image.getRaster()), palette(image.getColorModel()));
        });
    }

    /** All bands of the file as they are coded, interleaved, without any colour conversion. */
    static byte[] raw(Encoded file, String format) throws IOException {
        return read(file, format, reader -> interleaved(reader.readRaster(0, null)));
    }

    /** All bands of the picture after the decoder's own unpacking, interleaved. */
    static byte[] samples(Encoded file, String format) throws IOException {
        return read(file, format, reader -> interleaved(reader.read(0).getRaster()));
    }

    private interface Step<T> {
        T apply(ImageReader reader) throws IOException;
    }

    private static <T> T read(Encoded file, String format, Step<T> step) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw file.bad("this JDK has no " + format + " decoder", "run with a JDK that has java.desktop");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            reader.setInput(stream, true, true);
            return step.apply(reader);
        } catch (IOException | RuntimeException e) {
            throw new UnusablePictureException(
                    file.damaged(String.valueOf(e.getMessage())).getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] band(Raster raster) {
        byte[] samples = new byte[raster.getWidth() * raster.getHeight()];
        int[] line = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, line.length, 1, 0, line);
            for (int x = 0; x < line.length; x++) {
                samples[y * line.length + x] = (byte) line[x];
            }
        }
        return samples;
    }

    private static byte[] interleaved(Raster raster) {
        int length = raster.getWidth() * raster.getNumBands();
        byte[] samples = new byte[length * raster.getHeight()];
        int[] line = new int[length];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, line);
            for (int x = 0; x < length; x++) {
                samples[y * length + x] = (byte) line[x];
            }
        }
        return samples;
    }

    private static byte[] palette(ColorModel model) {
        if (!(model instanceof IndexColorModel colours)) {
            return new byte[0];
        }
        byte[] palette = new byte[3 * colours.getMapSize()];
        for (int i = 0; i < colours.getMapSize(); i++) {
            palette[3 * i] = (byte) colours.getRed(i);
            palette[3 * i + 1] = (byte) colours.getGreen(i);
            palette[3 * i + 2] = (byte) colours.getBlue(i);
        }
        return palette;
    }
}
