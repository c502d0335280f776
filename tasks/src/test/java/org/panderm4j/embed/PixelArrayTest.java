package org.panderm4j.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyFloatWriter;

class PixelArrayTest {
    private static final int SIDE = 1024;
    private static final int PICTURES = 200;

    @TempDir
    Path folder;

    /** Larger than an array of Java's, and than the heap of the tests. */
    @Test
    void aFileOverTwoGibibytesIsReadPictureByPicture() throws IOException {
        Path file = folder.resolve("pixels.npy");
        float[] last = new float[3 * SIDE * SIDE];
        Arrays.fill(last, 2);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(4L * PICTURES * last.length); // sparse: nothing of it is on disk
        }
        try (NpyFloatWriter writer = NpyFloatWriter.resume(file, PICTURES - 1, 3, SIDE, SIDE)) {
            writer.append(last);
        }
        PixelArray array = PixelArray.open(file);
        assertThat(array.size()).isEqualTo(PICTURES);
        assertThat(array.height()).isEqualTo(SIDE);
        try (PreparedInputs.Stream stream = array.from(PICTURES - 2)) {
            List<Prepared> end = stream.next(8);
            assertThat(end).extracting(Prepared::input).containsExactly(file + "#198", file + "#199");
            assertThat(Arrays.equals(end.get(0).pixels(), new float[last.length]))
                    .isTrue();
            assertThat(Arrays.equals(end.get(1).pixels(), last)).isTrue();
        }
    }

    @Test
    void aBatchHoldsAllPictures() throws IOException {
        Path file = folder.resolve("pixels.npy");
        float[] values = new float[2 * 3 * 4 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Npy.write(file, values, 2, 3, 4, 5);
        var batch = PixelArray.open(file).batch();
        assertThat(batch.height()).isEqualTo(4);
        assertThat(batch.width()).isEqualTo(5);
        assertThat(batch.pixels().get(1)).containsExactly(Arrays.copyOfRange(values, 60, 120));
    }
}
