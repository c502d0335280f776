package org.panderm4j.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRowsTest {
    @TempDir
    Path folder;

    @Test
    void bytesGrowRowByRow() throws IOException {
        Path file = folder.resolve("bytes.npy");
        Files.write(file, new byte[5000]); // is replaced
        try (NpyByteWriter writer = NpyByteWriter.create(file, 2, 3)) {
            writer.append(new byte[] {1, 2, 3, 4, 5, (byte) 200});
            writer.append(new byte[12]);
        }
        NpyArray array = Npy.read(file);
        assertThat(array.type()).isEqualTo(NpyType.UINT8);
        assertThat(array.shape()).containsExactly(3, 2, 3);
        assertThat(array.longs()).startsWith(1, 2, 3, 4, 5, 200, 0);
        assertThat(Files.size(file)).isEqualTo(128 + 18);
    }

    @Test
    void idsAreWidenedToInt64() throws IOException {
        Path file = folder.resolve("ids.npy");
        try (NpyLongWriter writer = NpyLongWriter.create(file, 2)) {
            writer.append(new int[] {7, -1});
            writer.append(new int[] {Integer.MAX_VALUE, 0});
        }
        NpyArray array = Npy.read(file);
        assertThat(array.type()).isEqualTo(NpyType.INT64);
        assertThat(array.shape()).containsExactly(2, 2);
        assertThat(array.longs()).containsExactly(7, -1, Integer.MAX_VALUE, 0);
    }

    @Test
    void aPartOfARowIsRefused() throws IOException {
        try (NpyByteWriter writer = NpyByteWriter.create(folder.resolve("bytes.npy"), 3)) {
            assertThatThrownBy(() -> writer.append(new byte[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("multiple of 3");
        }
    }

    @Test
    void anArrayWithoutRowsIsAnArray() throws IOException {
        Path file = folder.resolve("ids.npy");
        NpyLongWriter.create(file, 4).close();
        assertThat(Npy.read(file).shape()).containsExactly(0, 4);
    }
}
