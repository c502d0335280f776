package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lossless files written here come back sample for sample. */
class OtherFormatsTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 7;

    private final byte[] noise = new byte[WIDTH * HEIGHT * 4];

    OtherFormatsTest() {
        new Random(5).nextBytes(noise);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void tiff(int channels) throws IOException {
        byte[] samples = Arrays.copyOf(noise, WIDTH * HEIGHT * channels);
        Picture picture = ImageDecoder.decode(tiffFile(samples, channels), "a.tif");
        Mode expected = channels == 1 ? Mode.L : channels == 3 ? Mode.RGB : Mode.RGBA;
        assertThat(picture.mode()).isEqualTo(expected);
        assertThat(picture.samples()).isEqualTo(samples);
    }

    @Test
    void aCutTiffIsRefused() {
        byte[] tiff = tiffFile(Arrays.copyOf(noise, WIDTH * HEIGHT * 3), 3);
        assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(tiff, tiff.length - 5), "a.tif"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void losslessWebp(int channels) throws IOException {
        byte[] samples = Arrays.copyOf(noise, WIDTH * HEIGHT * channels);
        for (int i = 3; i < samples.length && channels == 4; i += 4) {
            samples[i] = (byte) Math.max(1, samples[i] & 0x7F); // WebP may forget colours that cannot be seen
        }
        byte[] webp = webpFile(samples, channels);
        Picture picture = ImageDecoder.decode(webp, "a.webp");
        assertThat(picture.mode()).isEqualTo(channels == 3 ? Mode.RGB : Mode.RGBA);
        assertThat(picture.samples()).isEqualTo(samples);
        assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(webp, webp.length - 9), "a.webp"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void palettesKeepTheirColours() throws IOException {
        int count = 20;
        byte[] colours = Arrays.copyOf(noise, 3 * count);
        IndexColorModel model = new IndexColorModel(8, count, colours, 0, false);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model);
        fill(image, count);
        for (String format : new String[] {"bmp", "gif", "png"}) {
            Picture picture = ImageDecoder.decode(encode(image, format), "a." + format);
            assertThat(picture.mode()).as(format).isEqualTo(Mode.P);
            assertThat(picture.toRgb().rgb()).as(format).isEqualTo(rgb(image));
        }
    }

    @Test
    void bmpOfFourBits() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(14 + 40 + 64 + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(118);
        file.putInt(40).putInt(3).putInt(2).putShort((short) 1).putShort((short) 4);
        file.position(54);
        for (int i = 0; i < 16; i++) {
            file.put((byte) (255 - i)).put((byte) (7 * i)).put((byte) i).put((byte) 0);
        }
        file.put(new byte[] {0x12, 0x30, 0, 0, (byte) 0xFA, 0x50, 0, 0}); // bottom row first
        Picture picture = ImageDecoder.decode(file.array(), "a.bmp");
        assertThat(picture.mode()).isEqualTo(Mode.P);
        assertThat(picture.samples()).containsExactly(15, 10, 5, 1, 2, 3);
        assertThat(Arrays.copyOf(picture.toRgb().rgb(), 3)).containsExactly(15, 105, 240);
    }

    @Test
    void blackAndWhiteBmpIsBilevel() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        fill(image, 2);
        for (String format : new String[] {"bmp", "png"}) {
            Picture picture = ImageDecoder.decode(encode(image, format), "a." + format);
            assertThat(picture.mode()).as(format).isEqualTo(Mode.BILEVEL);
            assertThat(picture.toRgb().rgb()).as(format).isEqualTo(rgb(image));
        }
    }

    @Test
    void greyBmpHasNoPalette() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        fill(image, 256);
        Picture picture = ImageDecoder.decode(encode(image, "bmp"), "a.bmp");
        assertThat(picture.mode()).isEqualTo(Mode.L);
        assertThat(picture.samples()).isEqualTo(Arrays.copyOf(bands(image), WIDTH * HEIGHT));
    }

    @Test
    void colourBmp() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, 0x010305 * i);
        }
        Picture picture = ImageDecoder.decode(encode(image, "bmp"), "a.bmp");
        assertThat(picture.mode()).isEqualTo(Mode.RGB);
        assertThat(picture.samples()).isEqualTo(rgb(image));
    }

    @Test
    void sixteenBitGreyCarriesANote() {
        assertThat(Picture.wide(1, 1, new int[] {300}).note()).get().asString().contains("16-bit grey");
        assertThat(Picture.of(Mode.L, 1, 1, new byte[1]).note()).isEmpty();
    }

    private static void fill(BufferedImage image, int levels) {
        Random random = new Random(9);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, random.nextInt(levels));
        }
    }

    private static byte[] bands(BufferedImage image) {
        byte[] out = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) image.getRaster().getSample(i % WIDTH, i / WIDTH, 0);
        }
        return out;
    }

    private static byte[] rgb(BufferedImage image) {
        byte[] out = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int colour = image.getRGB(i % WIDTH, i / WIDTH);
            out[3 * i] = (byte) (colour >> 16);
            out[3 * i + 1] = (byte) (colour >> 8);
            out[3 * i + 2] = (byte) colour;
        }
        return out;
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).as(format).isTrue();
        return out.toByteArray();
    }

    private static byte[] webpFile(byte[] samples, int channels) {
        byte[] stored = samples.clone();
        for (int i = 0; i < stored.length; i += channels) {
            stored[i] = samples[i + 2];
            stored[i + 2] = samples[i];
        }
        try (BytePointer data = new BytePointer(stored);
                Mat mat = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC(channels), data);
                BytePointer encoded = new BytePointer();
                IntPointer lossless = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101)) {
            assertThat(opencv_imgcodecs.imencode(".webp", mat, encoded, lossless))
                    .isTrue();
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    /** A little-endian TIFF of one uncompressed strip; the fourth channel is unassociated alpha. */
    private static byte[] tiffFile(byte[] samples, int channels) {
        int entries = channels == 4 ? 11 : 10;
        int bits = 8 + 2 + 12 * entries + 4;
        int data = bits + 8;
        ByteBuffer file = ByteBuffer.allocate(data + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries);
        entry(file, 256, 4, 1, WIDTH);
        entry(file, 257, 4, 1, HEIGHT);
        entry(file, 258, 3, channels, channels == 1 ? 8 : bits);
        entry(file, 259, 3, 1, 1);
        entry(file, 262, 3, 1, channels == 1 ? 1 : 2);
        entry(file, 273, 4, 1, data);
        entry(file, 277, 3, 1, channels);
        entry(file, 278, 4, 1, HEIGHT);
        entry(file, 279, 4, 1, samples.length);
        entry(file, 284, 3, 1, 1);
        if (channels == 4) {
            entry(file, 338, 3, 1, 2);
        }
        file.putInt(0);
        for (int i = 0; i < 4; i++) {
            file.putShort((short) 8);
        }
        return file.put(samples).array();
    }

    private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
        file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
