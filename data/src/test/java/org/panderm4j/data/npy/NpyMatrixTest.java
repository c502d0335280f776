package org.panderm4j.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyMatrixTest {
    @TempDir
    Path folder;

    private static double[] numbers(int count, long seed) {
        return new Random(seed).doubles(count).toArray();
    }

    @Test
    void rowsAreThoseOfTheWholeArray() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            int rows = 1 + random.nextInt(40);
            int width = 1 + random.nextInt(30);
            Path file = folder.resolve("a" + round + ".npy");
            double[] values = numbers(rows * width, round);
            if (round % 2 == 0) {
                Npy.write(file, values, rows, width);
            } else {
                Npy.write(file, floats(values), rows, 1, width);
            }
            try (NpyMatrix matrix = NpyMatrix.open(file)) {
                assertThat(matrix.rows()).isEqualTo(rows);
                assertThat(matrix.width()).isEqualTo(width);
                int first = random.nextInt(rows);
                int count = random.nextInt(rows - first + 1);
                FloatBuffer target = FloatBuffer.allocate(count * width);
                matrix.read(first, count, target);
                assertThat(target.hasRemaining()).isFalse();
                assertThat(target.array())
                        .containsExactly(Arrays.copyOfRange(floats(values), first * width, (first + count) * width));
                assertThat(matrix.row(first))
                        .containsExactly(Arrays.copyOfRange(floats(values), first * width, (first + 1) * width));
            }
        }
    }

    @Test
    void aReaderReadsHereAndThere() throws IOException {
        Random random = new Random(8);
        Path file = folder.resolve("here.npy");
        double[] values = numbers(50 * 7, 1);
        Npy.write(file, values, 50, 7);
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            NpyMatrix.Reader reader = matrix.reader();
            for (int round = 0; round < 40; round++) {
                int first = random.nextInt(50);
                int count = random.nextInt(51 - first);
                FloatBuffer target = FloatBuffer.allocate(count * 7);
                reader.read(first, count, target);
                assertThat(target.array())
                        .containsExactly(Arrays.copyOfRange(floats(values), first * 7, (first + count) * 7));
            }
            assertThatThrownBy(() -> reader.read(49, 2, FloatBuffer.allocate(14)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void rowsAreReadInPieces() throws IOException {
        int width = 1 << 18; // a row is as long as a piece
        Path file = folder.resolve("wide.npy");
        double[] values = numbers(3 * width, 1);
        Npy.write(file, values, 3, width);
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            FloatBuffer target = FloatBuffer.allocate(2 * width);
            matrix.read(1, 2, target);
            assertThat(Arrays.mismatch(target.array(), Arrays.copyOfRange(floats(values), width, 3 * width)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aFileOverTwoGibibytesIsReadFromItsEnd() throws IOException {
        Path file = folder.resolve("large.npy");
        long rows = 3_000_000;
        int width = 256;
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.write(NpyHeader.bytes(NpyType.FLOAT32, new long[] {rows, width}, 64));
            long start = raw.getFilePointer();
            raw.setLength(start + rows * width * 4); // sparse: nothing of it is on disk
            raw.seek(start + (rows - 1) * width * 4);
            raw.write(new byte[] {0, 0, (byte) 0x80, 0x3F});
        }
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            assertThat(matrix.row(rows - 1)).startsWith(1, 0);
            assertThat(matrix.row(rows - 2)).containsOnly(0);
        }
    }

    @Test
    void picturesAreRowsToo() throws IOException {
        Path file = folder.resolve("pictures.npy");
        float[] values = floats(numbers(4 * 3 * 2 * 5, 2));
        Npy.write(file, values, 4, 3, 2, 5);
        try (NpyMatrix pictures = NpyMatrix.openRows(file)) {
            assertThat(pictures.rows()).isEqualTo(4);
            assertThat(pictures.rowShape()).containsExactly(3, 2, 5);
            assertThat(pictures.row(2)).containsExactly(Arrays.copyOfRange(values, 60, 90));
            assertThat(pictures).hasToString(file + " <f4[4, 3, 2, 5]");
        }
        Npy.write(file, new float[4], 4);
        assertThatIOException().isThrownBy(() -> NpyMatrix.openRows(file)).withMessageContaining("two axes");
    }

    @Test
    void aWholeMatrixIsItsRows() throws IOException {
        Path file = folder.resolve("whole.npy");
        float[] values = floats(numbers(6 * 4, 3));
        Npy.write(file, values, 6, 4);
        float[][] all = WholeMatrix.read(file);
        assertThat(all).hasDimensions(6, 4);
        for (int i = 0; i < all.length; i++) {
            assertThat(all[i]).containsExactly(Arrays.copyOfRange(values, i * 4, i * 4 + 4));
        }
    }

    @Test
    void whatIsNoMatrixOfNumbersIsRefusedByName() throws IOException {
        Path file = folder.resolve("bad.npy");
        Npy.write(file, new long[] {1, 2}, 1, 2);
        assertThatIOException()
                .isThrownBy(() -> NpyMatrix.open(file))
                .withMessage(
                        file + ": expected floating-point numbers (float32, float64), found elements of type '<i8'");
        Npy.write(file, new float[] {1, 2}, 2);
        assertThatIOException()
                .isThrownBy(() -> NpyMatrix.open(file))
                .withMessageContaining("expected a matrix (rows, columns), found an array of shape [2]");
        Npy.write(file, new float[6], 1, 2, 3);
        assertThatIOException().isThrownBy(() -> NpyMatrix.open(file)).withMessageContaining("[1, 2, 3]");
        Npy.write(file, new float[0], 4, 0);
        assertThatIOException().isThrownBy(() -> NpyMatrix.open(file)).withMessageContaining("at least one column");
        Npy.write(file, new float[6], 3, 2);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
        assertThatIOException()
                .isThrownBy(() -> NpyMatrix.open(file))
                .withMessageContaining("expected 3 rows of 2 columns")
                .withMessageContaining("which are 2 rows");
    }

    @Test
    void fortranOrderIsRefusedWhereItMatters() throws IOException {
        Path file = folder.resolve("f.npy");
        Npy.write(file, new float[6], 3, 2);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("False", "True ");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> NpyMatrix.open(file)).withMessageContaining("Fortran order");
    }

    @Test
    void aWholeMatrixInFortranOrderIsTurned() throws IOException {
        Path file = folder.resolve("f.npy");
        Npy.write(file, new float[] {1, 4, 2, 5, 3, 6}, 2, 3);
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("False", "True ");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(WholeMatrix.read(file)).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Npy.write(file, new float[] {1, 4, 2, 5, 3, 6}, 2, 3);
        assertThat(WholeMatrix.read(file)).isDeepEqualTo(new float[][] {{1, 4, 2}, {5, 3, 6}});
    }

    @Test
    void rowsOutsideAreRefused() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, new float[6], 3, 2);
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            FloatBuffer target = FloatBuffer.allocate(8);
            assertThatThrownBy(() -> matrix.read(2, 2, target)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> matrix.row(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aScalarIsAnArrayWithoutAxes() throws IOException {
        Path file = folder.resolve("scalar.npy");
        Npy.write(file, new double[] {0.1});
        NpyArray array = Npy.read(file);
        assertThat(array.shape()).isEmpty();
        assertThat(array.doubles()).containsExactly(0.1);
    }
}
