package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** One buffer for many pictures: none of them may show through another. */
class DecodeBufferTest {
    private static final List<Integer> TYPES =
            List.of(BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_BINARY);

    @Test
    void picturesOfAllSizesAndFormatsAreThoseOfABufferOfTheirOwn() throws IOException {
        Random random = new Random(1);
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            for (int i = 0; i < 200; i++) {
                String format = List.of("jpeg", "png", "bmp").get(random.nextInt(3));
                int type = TYPES.get(random.nextInt("jpeg".equals(format) ? 2 : 3));
                byte[] file = encoded(random, format, type, 1 + random.nextInt(3), 1 + random.nextInt(40));
                Picture expected = ImageDecoder.decode(file, "fresh");
                Picture found = ImageDecoder.decode(file, "kept", buffer);
                assertThat(found.mode()).isEqualTo(expected.mode());
                assertThat(found.toRgb().rgb())
                        .as("%d: %s of %d x %d", i, format, found.width(), found.height())
                        .isEqualTo(expected.toRgb().rgb());
            }
        }
    }

    @Test
    void aDamagedFileIsRefusedAndDoesNotShowThePictureBefore() throws IOException {
        Random random = new Random(2);
        byte[] good = encoded(random, "jpeg", BufferedImage.TYPE_3BYTE_BGR, 16, 16);
        byte[] bad = good.clone();
        for (int i = 0; i < bad.length - 4; i++) {
            boolean tables = (bad[i] & 0xFF) == 0xFF && (bad[i + 1] & 0xFF) == 0xC4;
            bad[i + 4] = tables ? (byte) 0x7F : bad[i + 4]; // a class of Huffman tables that does not exist
        }
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            ImageDecoder.decode(good, "good", buffer);
            assertThatThrownBy(() -> ImageDecoder.decode(bad, "bad", buffer))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the decoder gave up");
            assertThat(ImageDecoder.decode(good, "good", buffer).samples())
                    .isEqualTo(ImageDecoder.decode(good, "good").samples());
        }
    }

    @Test
    void theArrayIsKeptForPicturesOfOneSize() throws IOException {
        byte[] one = encoded(new Random(3), "jpeg", BufferedImage.TYPE_3BYTE_BGR, 9, 7);
        byte[] two = encoded(new Random(4), "jpeg", BufferedImage.TYPE_3BYTE_BGR, 9, 7);
        DecodeBuffer buffer = new DecodeBuffer();
        byte[] first = ImageDecoder.decode(one, "one", buffer).samples();
        assertThat(ImageDecoder.decode(two, "two", buffer).samples()).isSameAs(first);
        buffer.close();
        assertThat(buffer.mat().isNull()).as("native memory given back").isTrue();
    }

    private static byte[] encoded(Random random, String format, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
