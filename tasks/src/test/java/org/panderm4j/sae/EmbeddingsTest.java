package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;

class EmbeddingsTest {
    @TempDir
    Path folder;

    /** Row r of all files together holds r * width + column. */
    private List<Path> files(int width, int... rows) throws IOException {
        List<Path> files = new ArrayList<>();
        int next = 0;
        for (int count : rows) {
            float[] values = new float[count * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = next++;
            }
            Path file = folder.resolve("part" + files.size() + ".npy");
            Npy.write(file, values, count, width);
            files.add(file);
        }
        return files;
    }

    private static float[] expected(int[] rows, int width) {
        float[] values = new float[rows.length * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i / width] * width + i % width;
        }
        return values;
    }

    @Test
    void rowsFromAnywhereComeInTheOrderAskedFor() throws IOException {
        Random random = new Random(4);
        try (Embeddings embeddings = Embeddings.open(files(3, 5, 1, 17, 8))) {
            assertThat(embeddings.rows()).isEqualTo(31);
            Embeddings.Reader reader = embeddings.reader();
            for (int round = 0; round < 50; round++) {
                int[] rows = random.ints(1 + random.nextInt(40), 0, 31).toArray();
                FloatBuffer target = FloatBuffer.allocate(rows.length * 3);
                reader.gather(rows, target);
                assertThat(target.hasRemaining()).isFalse();
                assertThat(target.array()).containsExactly(expected(rows, 3));
                int first = random.nextInt(31);
                int count = random.nextInt(32 - first);
                FloatBuffer neighbours = FloatBuffer.allocate(count * 3);
                reader.read(first, count, neighbours);
                assertThat(neighbours.array())
                        .containsExactly(
                                expected(IntStream.range(first, first + count).toArray(), 3));
            }
        }
    }

    @Test
    void aRowIsToldByItsFile() throws IOException {
        List<Path> files = files(2, 4, 3);
        try (Embeddings embeddings = Embeddings.open(files)) {
            assertThat(embeddings.place(3)).isEqualTo(new Embeddings.Place(files.get(0), 3));
            assertThat(embeddings.place(4)).isEqualTo(new Embeddings.Place(files.get(1), 0));
        }
    }

    @Test
    void aTrainingReadsPartsOfOrdersAhead() throws IOException {
        Random random = new Random(9);
        int[] members = {1, 2, 3, 5, 8, 13, 21, 30};
        try (Embeddings embeddings = Embeddings.open(files(2, 20, 11));
                EmbeddingRows rows = EmbeddingRows.of(embeddings, members)) {
            assertThat(rows.count()).isEqualTo(members.length);
            for (int round = 0; round < 30; round++) {
                int[] order = random.ints(0, members.length)
                        .distinct()
                        .limit(members.length)
                        .toArray();
                int batch = 1 + random.nextInt(members.length);
                for (int from = 0; from < order.length; from += batch) {
                    int length = Math.min(batch, order.length - from);
                    boolean out = random.nextInt(4) == 0; // a part that nobody foresaw
                    int start = out ? 0 : from;
                    FloatBuffer target = FloatBuffer.allocate(length * 2 + 1).position(1);
                    rows.read(order, start, length, target);
                    assertThat(target.position()).isEqualTo(1);
                    float[] found = new float[length * 2];
                    target.get(found);
                    int[] wanted = IntStream.range(start, start + length)
                            .map(i -> members[order[i]])
                            .toArray();
                    assertThat(found).containsExactly(expected(wanted, 2));
                }
            }
        }
    }

    @Test
    void heldOutRowsAreNotLearnedFrom() throws IOException {
        List<Path> files = files(1, 60, 40);
        try (SaeData data = SaeData.withShare(files, 0.3, 5);
                SaeData again = SaeData.withShare(files, 0.3, 5);
                EmbeddingRows training = data.training();
                EmbeddingRows heldOut = data.heldOut().orElseThrow();
                EmbeddingRows same = again.heldOut().orElseThrow()) {
            assertThat(training.count()).isEqualTo(70);
            float[] learned = all(training);
            float[] held = all(heldOut);
            assertThat(held).hasSize(30).doesNotContain(learned).isEqualTo(all(same));
        }
    }

    private static float[] all(EmbeddingRows rows) {
        FloatBuffer values = FloatBuffer.allocate(rows.count());
        rows.read(IntStream.range(0, rows.count()).toArray(), 0, rows.count(), values);
        return values.array();
    }

    @Test
    void aFolderOfEmbedIsEmbeddingsToo() throws IOException {
        Path file = files(2, 3).get(0);
        Path embedded = Files.createDirectory(folder.resolve("embedded"));
        assertThatThrownBy(() -> Embeddings.file(embedded))
                .hasMessageContaining(embedded + ": expected embeddings.npy in it");
        Files.copy(file, embedded.resolve("all_embeddings.npy"));
        assertThat(Embeddings.file(embedded)).isEqualTo(embedded.resolve("all_embeddings.npy"));
        Files.copy(file, embedded.resolve("embeddings.npy"));
        assertThat(Embeddings.file(embedded)).isEqualTo(embedded.resolve("embeddings.npy"));
    }

    @Test
    void tellsBothFilesThatDoNotFit() throws IOException {
        Path one = files(2, 3).get(0);
        Path other = folder.resolve("other.npy");
        Npy.write(other, new float[9], 3, 3);
        assertThatThrownBy(() -> Embeddings.open(List.of(one, other)))
                .hasMessage(other + ": expected rows of 2 values as in " + one + ", found 3");
        assertThatThrownBy(() -> SaeData.withValidation(List.of(one), other))
                .hasMessage(other + ": expected rows of 2 values, as in " + one + ", found 3");
        Path none = folder.resolve("none.npy");
        Npy.write(none, new float[0], 0, 2);
        assertThatThrownBy(() -> Embeddings.open(List.of(none)))
                .hasMessage(none + ": expected at least one row, found none");
    }
}
