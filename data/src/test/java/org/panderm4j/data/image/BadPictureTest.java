package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;

/** What a user may hand over by mistake: one line that names the file, the finding and the cure. */
class BadPictureTest {
    @TempDir
    Path dir;

    @Test
    void aMissingFile() {
        Path file = dir.resolve("gone.jpg");
        refused(file, "no such file");
        refused(file, "--image-root or --data");
    }

    @Test
    void aPathThroughAFile() throws IOException {
        refused(write("flat.png", new byte[1]).resolve("below.png"), "no such file");
    }

    @Test
    void aFolder() {
        refused(dir, "found a folder");
    }

    @Test
    void anEmptyFile() throws IOException {
        refused(write("empty.png", new byte[0]), "the file is empty");
    }

    @Test
    void aTextUnderAPicturesName() throws IOException {
        byte[] text = "patient,label\n1,2\n".getBytes(StandardCharsets.UTF_8);
        refused(write("table.jpg", text), "text that begins \"patient,label 1,\"");
    }

    @Test
    void otherBytes() throws IOException {
        refused(write("noise.png", new byte[] {1, 2, 3}), "bytes that begin 010203");
    }

    @Test
    void heicWithAHint() throws IOException {
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        refused(write("phone.heic", heic), "convert it to JPEG or PNG");
    }

    @Test
    void dicomWithAHint() throws IOException {
        byte[] dicom = new byte[140];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
        refused(write("scan.dcm", dicom), "export its frame as PNG");
    }

    @Test
    void aHeaderOfAbsurdSize() throws IOException {
        refused(write("bomb.png", png(60_000, 60_000)), "60000 x 60000 pixels, over the limit of 178956970");
        refused(write("bomb2.png", png(0x7FFFFFFF, 0x7FFFFFFF)), "over the limit");
        refused(write("line.png", png(178_956_971, 1)), "over the limit");
    }

    @Test
    void aHeaderOfNoSize() throws IOException {
        refused(write("none.png", png(0, 5)), "0 x 5 pixels");
        byte[] jpeg = fixture("rgb_q75_420.jpg");
        int frame = indexOf(jpeg, 0xFF, 0xC0);
        jpeg[frame + 5] = 0;
        jpeg[frame + 6] = 0;
        refused(write("none.jpg", jpeg), "101 x 0 pixels");
    }

    @Test
    void anAbsurdJpegHeader() throws IOException {
        byte[] jpeg = fixture("rgb_q75_420.jpg");
        int frame = indexOf(jpeg, 0xFF, 0xC0);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
        refused(write("bomb.jpg", jpeg), "65535 x 65535 pixels");
    }

    @Test
    void aPngWithAWrongChecksum() throws IOException {
        byte[] png = fixture("rgb.png");
        png[png.length / 2] ^= 1;
        refused(write("flipped.png", png), "the file is damaged (checksum of the chunk at byte");
    }

    @Test
    void aPngWhoseDataEndsEarly() throws IOException {
        refused(write("short.png", png(20, 20)), "the file is damaged");
    }

    /** Each of 60000 entries claims the whole file as its values: 170 GiB if all were kept. */
    @Test
    void aTiffWhoseEntriesClaimTheWholeFile() throws IOException {
        int entries = 60_000;
        int size = 8 + 2 + 12 * entries + 4;
        ByteBuffer tiff = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(new byte[] {'I', 'I', '*', 0}).putInt(8).putShort((short) entries);
        for (int i = 0; i < entries; i++) {
            tiff.putShort((short) (1_000 + i))
                    .putShort((short) 3)
                    .putInt(size / 2)
                    .putInt(0);
        }
        refused(write("bomb.tif", tiff.array()), "0 x 0 pixels");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDevice() {
        refused(Path.of("/dev/null"), "pipe or device");
    }

    @Test
    void openCvsDoorRefusesTheSame() throws IOException {
        byte[] jpeg = fixture("rgb_q75_420.jpg");
        byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);
        assertThatThrownBy(() -> ImageDecoder.decodeAsOpenCv(cut, "cut.jpg"))
                .isInstanceOf(IOException.class)
                .hasMessage("cut.jpg: the file is truncated after " + cut.length + " bytes; copy or download it again");
        assertThatThrownBy(() -> ImageDecoder.decodeAsOpenCv(png(60_000, 60_000), "bomb.png"))
                .isInstanceOf(IOException.class);
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOf(UnusablePictureException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason)
                .hasMessageContaining("; ")
                .hasMessageNotContaining("\n");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(
                GoldenCases.home().resolve("testdata/golden/images").resolve(name));
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) first && bytes[i + 1] == (byte) second) {
                return i;
            }
        }
        throw new IllegalStateException("no such marker");
    }

    /** An 8-bit RGB PNG of sound chunks whose data is an empty stream. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        chunk(out, "IHDR", header);
        chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1});
        chunk(out, "IEND", new byte[0]);
        assertThat(out.size()).isEqualTo(65);
        return out.toByteArray();
    }

    static void chunk(ByteArrayOutputStream out, String type, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(data);
        out.write(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(name);
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
