package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.golden.GoldenCases;

class ImageDecoderTest {
    private static final int HEADER_END = 33;

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        List<Path> files = TruncationTest.pictures();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> decoded = new ArrayList<>();
            for (int i = 0; i < 4 * files.size(); i++) {
                Path file = files.get(i % files.size());
                decoded.add(
                        threads.submit(() -> ImageDecoder.decode(file).toRgb().rgb()));
            }
            for (int i = 0; i < decoded.size(); i++) {
                Path file = files.get(i % files.size());
                assertThat(decoded.get(i).get())
                        .as(file.toString())
                        .isEqualTo(ImageDecoder.decode(file).toRgb().rgb());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gAMA", "sRGB", "cICP", "eXIf"})
    void whatAPngSaysAboutItsColoursOrItsTurnIsIgnored(String chunk) throws IOException {
        byte[] plain = fixture("rgb.png");
        byte[] data = switch (chunk) {
            case "gAMA" -> new byte[] {0, 1, (byte) 0x86, (byte) 0xA0};
            case "sRGB" -> new byte[] {0};
            case "cICP" -> new byte[] {9, 16, 0, 1};
            default -> "MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, HEADER_END);
        BadPictureTest.chunk(out, chunk, data);
        out.write(plain, HEADER_END, plain.length - HEADER_END);
        assertThat(ImageDecoder.decode(out.toByteArray(), chunk).samples())
                .isEqualTo(ImageDecoder.decode(plain, "plain").samples());
    }

    @Test
    void adobesFlagTurnsLumaAndChromaIntoInks() throws IOException {
        byte[] file = fixture("cmyk.jpg");
        byte[] coded = ImageDecoder.decode(file, "cmyk.jpg").samples();
        int adobe = new String(file, StandardCharsets.ISO_8859_1).indexOf("Adobe");
        file[adobe + 11] = 2;
        Picture picture = ImageDecoder.decode(file, "ycck.jpg");
        assertThat(picture.mode()).isEqualTo(Mode.CMYK);
        for (int i = 0; i < coded.length; i += 4) {
            double luma = 255 - (coded[i] & 0xFF);
            double blue = 127 - (coded[i + 1] & 0xFF);
            double red = 127 - (coded[i + 2] & 0xFF);
            assertInk(picture, i, luma + 1.402 * red);
            assertInk(picture, i + 1, luma - 0.344136 * blue - 0.714136 * red);
            assertInk(picture, i + 2, luma + 1.772 * blue);
            assertThat(picture.samples()[i + 3]).isEqualTo(coded[i + 3]);
        }
    }

    private static void assertInk(Picture picture, int at, double expected) {
        double clamped = Math.max(0, Math.min(255, expected));
        assertThat(Math.abs((picture.samples()[at] & 0xFF) - clamped))
                .as("sample %d", at)
                .isLessThan(0.51);
    }

    @Test
    void openCvsDoorTurnsAsExifSays() throws IOException {
        Picture stored = ImageDecoder.decode(fixture("exif6.jpg"), "exif6.jpg");
        Pixels turned = ImageDecoder.decodeAsOpenCv(fixture("exif6.jpg"), "exif6.jpg");
        assertThat(turned.width()).isEqualTo(stored.height());
        assertThat(turned.height()).isEqualTo(stored.width());
        int lastRow = (stored.height() - 1) * stored.width() * 3;
        assertThat(Arrays.copyOf(turned.rgb(), 3))
                .as("a quarter turn clockwise brings the lower left corner up")
                .isEqualTo(Arrays.copyOfRange(stored.samples(), lastRow, lastRow + 3));
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(
                GoldenCases.home().resolve("testdata/golden/images").resolve(name));
    }
}
