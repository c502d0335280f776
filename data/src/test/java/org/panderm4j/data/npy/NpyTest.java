package org.panderm4j.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = dir.resolve("a.npy");
        Npy.write(file, new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3);
        NpyArray array = Npy.read(file);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.floats()).containsExactly(1, -2.5f, 3, 4, 5, 6);

        Npy.write(file, new long[] {7, -8}, 2);
        assertThat(Npy.read(file).longs()).containsExactly(7, -8);

        Npy.write(file, new byte[] {(byte) 200, 1}, 2, 1);
        assertThat(Npy.read(file).longs()).containsExactly(200, 1);
    }

    @Test
    void fortranOrderIsTurnedIntoCOrder() throws IOException {
        byte[] header = NpyHeader.bytes(NpyType.FLOAT32, new long[] {2, 3}, 64);
        String text = new String(header, StandardCharsets.ISO_8859_1).replace("False", "True ");
        ByteBuffer file = ByteBuffer.allocate(header.length + 24).order(ByteOrder.LITTLE_ENDIAN);
        file.put(text.getBytes(StandardCharsets.ISO_8859_1));
        for (float value : new float[] {1, 4, 2, 5, 3, 6}) {
            file.putFloat(value);
        }
        Files.write(dir.resolve("f.npy"), file.array());
        assertThat(Npy.read(dir.resolve("f.npy")).floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aFileWrittenInTwoPartsEqualsOneWrittenAtOnce() throws IOException {
        Path whole = dir.resolve("whole.npy");
        try (NpyFloatWriter writer = NpyFloatWriter.create(whole, 2)) {
            writer.append(new float[] {1, 2, 3, 4, 5, 6});
        }
        Path parts = dir.resolve("parts.npy");
        try (NpyFloatWriter writer = NpyFloatWriter.create(parts, 2)) {
            writer.append(new float[] {1, 2, 3, 4, 99, 99});
        }
        try (NpyFloatWriter writer = NpyFloatWriter.resume(parts, 2, 2)) {
            writer.append(new float[] {5, 6});
            assertThat(writer.rows()).isEqualTo(3);
        }
        assertThat(Files.readAllBytes(parts)).isEqualTo(Files.readAllBytes(whole));
        assertThat(Npy.read(parts).shape()).containsExactly(3, 2);
    }

    @Test
    void rowsOfABufferAreWrittenInPieces() throws IOException {
        int width = 3;
        int rows = 200_000; // more than one piece
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = dir.resolve("pieces.npy");
        try (NpyFloatWriter writer = NpyFloatWriter.create(file, width)) {
            FloatBuffer all = FloatBuffer.wrap(values);
            writer.append(all);
            assertThat(all.hasRemaining()).isFalse();
            assertThat(writer.rows()).isEqualTo(rows);
        }
        assertThat(Npy.read(file).floats()).isEqualTo(values);
    }

    @Test
    void damagedFilesAreRefusedByName() throws IOException {
        Path file = dir.resolve("bad.npy");
        Files.writeString(file, "this is no array at all");
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(IOException.class).hasMessageContaining("bad.npy");

        Npy.write(file, new float[] {1, 2, 3}, 3);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("cut short");
    }
}
