package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.run.Digests;
import org.panderm4j.verify.GoldenModels.Container;

class EmbedCommandTest {
    @TempDir
    Path folder;

    private Container container;
    private List<Path> pictures;
    private Path out;

    @BeforeEach
    void find() throws IOException {
        container = Fixture.any();
        pictures = Fixture.pictures(container);
        out = folder.resolve("deep/out");
    }

    private Program embed(Object... more) {
        return embedInto(out, more);
    }

    private Program embedInto(Path to, Object... more) {
        List<Object> words = new ArrayList<>(List.of("embed", Fixture.model(container), "--out", to, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private float[][] embeddings() throws IOException {
        return Given.rows(out.resolve("embeddings.npy"));
    }

    @Test
    void keepsTheOrderGiven() throws IOException {
        embed("--images", pictures).succeeds();
        float[][] forward = embeddings();
        List<Path> reversed = new ArrayList<>(pictures);
        Collections.reverse(reversed);
        out = folder.resolve("reversed");
        embed("--images", reversed).succeeds();
        List<List<String>> records = Given.records(out.resolve("metadata.csv"));
        assertThat(records.get(0)).containsExactly("row", "path");
        for (int i = 0; i < reversed.size(); i++) {
            assertThat(records.get(i + 1))
                    .containsExactly(Integer.toString(i), reversed.get(i).toString());
            assertThat(embeddings()[i]).containsExactly(forward[reversed.size() - 1 - i], within(1e-5f));
        }
    }

    @Test
    void keepsTheColumnsOfTheTable() throws IOException {
        Path root = Files.createDirectories(folder.resolve("ein Ordner mit Übergröße"));
        Path inside = Files.copy(pictures.get(0), root.resolve("bild 1, links.png"));
        Path csv = Given.lines(
                folder.resolve("set.csv"),
                "\uFEFFcase,image_path,note\r",
                "7,\"bild 1, links.png\",\"two\nlines\"\r",
                "8," + pictures.get(1) + ",ß\r",
                "7,\"bild 1, links.png\",again\r");
        embed("--csv", csv, "--image-root", root).succeeds();
        assertThat(Given.records(out.resolve("metadata.csv")))
                .containsExactly(
                        List.of("row", "path", "case", "image_path", "note"),
                        List.of("0", inside.toString(), "7", "bild 1, links.png", "two\nlines"),
                        List.of(
                                "1",
                                pictures.get(1).toString(),
                                "8",
                                pictures.get(1).toString(),
                                "ß"),
                        List.of("2", inside.toString(), "7", "bild 1, links.png", "again"));
        assertThat(embeddings()[2]).containsExactly(embeddings()[0], within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "64,2"})
    void batchesAndThreadsChangeNothing(int batchSize, int threads) throws IOException {
        List<Path> several = new ArrayList<>(pictures);
        several.addAll(pictures);
        embed("--images", several).succeeds();
        float[][] usual = embeddings();
        out = folder.resolve("other");
        embed("--images", several, "--batch-size", batchSize, "--threads", threads)
                .succeeds();
        for (int i = 0; i < usual.length; i++) {
            assertThat(embeddings()[i]).containsExactly(usual[i], within(1e-5f));
        }
    }

    @Test
    void normalizes() throws IOException {
        embed("--images", pictures).succeeds();
        float[][] raw = embeddings();
        out = folder.resolve("unit");
        embed("--images", pictures, "--normalize").succeeds();
        for (int i = 0; i < raw.length; i++) {
            assertThat(embeddings()[i]).containsExactly(Vectors.unit(raw[i]), within(1e-6f));
        }
    }

    @Test
    void recordsTheRun() throws IOException {
        embed("--images", pictures, "--seed", 11).succeeds();
        JsonNode run = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(run.get("command").textValue()).isEqualTo("embed");
        assertThat(run.get("seed").intValue()).isEqualTo(11);
        assertThat(run.at("/options/--batch-size").textValue()).isEqualTo("8");
        assertThat(run.at("/digests/model").textValue()).hasSize(64);
    }

    @Test
    void recordsWhatItWasMadeOf() throws IOException {
        Path csv =
                Given.lines(folder.resolve("set.csv"), "path", pictures.get(0).toString());
        embed("--csv", csv).succeeds();
        assertThat(digest("table")).isEqualTo(Digests.ofFile(csv));
        Path pixels = container.folder().resolve("pixels.npy");
        out = folder.resolve("pixels");
        embed("--pixels", pixels).succeeds();
        assertThat(digest("pixels")).isEqualTo(Digests.ofFile(pixels));
    }

    private String digest(String role) throws IOException {
        JsonNode run = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        return run.path("digests").path(role).asText();
    }

    @Test
    void skipsBadPicturesAndSaysWhy() throws IOException {
        Map<Path, String> bad = Given.badPictures(folder.resolve("bad"));
        List<String> lines = new ArrayList<>(List.of("image", pictures.get(0).toString()));
        bad.keySet().forEach(path -> lines.add(path.toString()));
        lines.add("\"\"");
        lines.add(pictures.get(1).toString());
        Path csv = Given.lines(folder.resolve("set.csv"), lines.toArray(String[]::new));
        Program run = embed("--csv", csv);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        run.explains(out.resolve("failures.csv"));
        List<List<String>> failures = Given.records(out.resolve("failures.csv"));
        assertThat(failures.get(0)).containsExactly("input", "reason");
        assertThat(failures).hasSize(bad.size() + 2);
        int line = 1;
        for (Map.Entry<Path, String> one : bad.entrySet()) {
            assertThat(failures.get(line).get(0)).isEqualTo(one.getKey().toString());
            assertThat(failures.get(line++).get(1)).contains(one.getKey().toString(), one.getValue());
        }
        assertThat(failures.get(line).get(1)).contains("image cell is empty");
        assertThat(Given.records(out.resolve("metadata.csv")))
                .extracting(one -> one.get(1))
                .containsExactly(
                        "path", pictures.get(0).toString(), pictures.get(1).toString());
        float[][] found = embeddings();
        out = folder.resolve("good");
        embed("--images", pictures.subList(0, 2)).succeeds();
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).containsExactly(embeddings()[i], within(1e-5f));
        }
    }

    /** A picture whose file does not answer is not one that is bad: it must not be missing from the result for good. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatDoesNotAnswerEndsTheRunWhichCanGoOn() throws IOException {
        Path link = folder.resolve("picture.png");
        Files.createSymbolicLink(link, Path.of("/proc/self/mem")); // an input/output error for whoever reads its start
        List<Path> mixed = List.of(pictures.get(0), link, pictures.get(1));
        embed("--images", mixed, "--batch-size", 1).fails(ExitStatus.FAILED, link, "cannot be read", "--resume");
        assertThat(out.resolve("embeddings.npy")).doesNotExist();
        assertThat(out.resolve("run.json")).doesNotExist();
        Path absent = folder.resolve("a".repeat(300) + ".png");
        Path csv =
                Given.lines(folder.resolve("set.csv"), "path", pictures.get(0).toString(), absent.toString());
        out = folder.resolve("long");
        assertThat(embed("--csv", csv).status()).isEqualTo(ExitStatus.SKIPPED);
    }

    @Test
    void leavesNothingWhenNoPictureIsUsable() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");
        embed("--images", Collections.nCopies(40, bad)).fails(ExitStatus.FAILED, bad, "none of the 40");
        assertThat(out).doesNotExist();
        Path csv = Given.lines(folder.resolve("header.csv"), "path");
        embed("--csv", csv).fails(ExitStatus.FAILED, csv);
        assertThat(out).doesNotExist();
    }

    @Test
    void skipsPixelsThatAreNoNumbers() throws IOException {
        NpyArray pixels = Npy.read(container.folder().resolve("pixels.npy"));
        float[] values = pixels.floats();
        values[values.length / pixels.dim(0)] = Float.NaN;
        Path file = folder.resolve("pixels.npy");
        Npy.write(file, values, pixels.shape());
        Program run = embed("--pixels", file);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        run.explains(file + "#1", "NaN");
        assertThat(embeddings()).hasDimensions(pixels.dim(0) - 1, embeddings()[0].length);
    }

    @Test
    void refusesPixelsOfAnotherShape() throws IOException {
        Path file = folder.resolve("pixels.npy");
        Npy.write(file, new float[3 * 50 * 50], 1, 3, 50, 50);
        embed("--pixels", file).fails(ExitStatus.FAILED, file, "50 x 50");
        Npy.write(file, new float[50 * 50], 1, 50, 50);
        embed("--pixels", file).fails(ExitStatus.FAILED, file, "(N, 3, H, W)");
        Npy.write(file, new long[3 * 48 * 48], 1, 3, 48, 48);
        embed("--pixels", file).fails(ExitStatus.FAILED, file, "float32");
        assertThat(out).doesNotExist();
    }

    /** Interrupted at any batch, and resumed, it leaves the bytes of a run that was not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    @Timeout(60)
    void goesOnWhereItWasInterrupted(int batchesDone) throws Exception {
        List<Path> many = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            many.addAll(pictures);
        }
        many.add(Files.writeString(folder.resolve("bad.jpg"), "no picture"));
        Path whole = folder.resolve("whole");
        assertThat(embedInto(whole, "--images", many, "--batch-size", 3).status())
                .isEqualTo(ExitStatus.SKIPPED);
        Thread run = new Thread(() -> embed("--images", many, "--batch-size", 3));
        run.start();
        Path journal = out.resolve(".embeddings.npy.journal");
        while (run.isAlive()
                && !(Files.exists(journal) && Files.readAllLines(journal).size() >= batchesDone)) {
            Thread.onSpinWait();
        }
        run.interrupt();
        run.join();
        assertThat(out.resolve("run.json")).doesNotExist();
        embed("--images", many, "--batch-size", 3).fails(ExitStatus.FAILED, out, "--resume");
        embed("--images", many, "--batch-size", 4, "--resume").fails(ExitStatus.FAILED, out, "--batch-size");
        embed("--images", pictures, "--batch-size", 3, "--resume").fails(ExitStatus.FAILED, out, "--images");
        assertThat(embed("--images", many, "--batch-size", 3, "--resume").status())
                .isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.files(out)).isEqualTo(Given.files(whole));
        for (String name : List.of("embeddings.npy", "metadata.csv", "failures.csv")) {
            assertThat(out.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
    }

    @Test
    void tellsAgainWhatAFinishedRunSkipped() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");
        List<Path> mixed = List.of(pictures.get(0), bad);
        assertThat(embed("--images", mixed).status()).isEqualTo(ExitStatus.SKIPPED);
        List<String> before = Given.files(out);
        Program again = embed("--images", mixed, "--resume");
        assertThat(again.status()).isEqualTo(ExitStatus.SKIPPED);
        again.explains(out.resolve("failures.csv"));
        assertThat(Given.files(out)).isEqualTo(before);
    }

    @Test
    void doesNotGoOnWithChangedPicturesOrAChangedTable() throws IOException {
        Path picture = Files.copy(pictures.get(0), folder.resolve("one.png"));
        Path csv = Given.lines(folder.resolve("set.csv"), "path,note", picture + ",a");
        embed("--csv", csv).succeeds();
        Given.lines(csv, "path,note", picture + ",b");
        embed("--csv", csv, "--resume").fails(ExitStatus.FAILED, out, "inputs have changed");
        Given.lines(csv, "path,note", picture + ",a");
        embed("--csv", csv, "--resume").succeeds();
        Files.write(picture, Files.readAllBytes(pictures.get(1)));
        embed("--csv", csv, "--resume").fails(ExitStatus.FAILED, out, "inputs have changed");
    }

    @Test
    void explainsWhatIsMissing() throws IOException {
        Path absent = folder.resolve("absent.png");
        embed("--images", pictures.get(0), absent).fails(ExitStatus.FAILED, absent);
        embed("--csv", absent).fails(ExitStatus.FAILED, absent);
        embed("--images", Files.createDirectory(folder.resolve("none")))
                .fails(ExitStatus.FAILED, folder.resolve("none"));
        Path csv = Given.lines(folder.resolve("set.csv"), "a,b", "1,2");
        embed("--csv", csv).fails(ExitStatus.FAILED, csv, "a, b", "--image-column");
        embed("--csv", csv, "--image-column", "c").fails(ExitStatus.FAILED, csv, "\"c\"", "a, b");
        embed("--images", pictures, "--feature", "nose").fails(ExitStatus.USAGE, "--feature", "nose", "probe");
        embed("--images", pictures, "--image-root", folder).fails(ExitStatus.USAGE, "--image-root", "--csv");
        embed("--images", pictures, "--csv", csv).fails(ExitStatus.USAGE, "--images", "--csv");
        embed().fails(ExitStatus.USAGE, "--images", "--csv", "--pixels");
        embed("--images", pictures, "--batch-size", 0).fails(ExitStatus.USAGE, "--batch-size");
        embed("--images", pictures, "--threads", 0).fails(ExitStatus.USAGE, "--threads");
        assertThat(out.getParent()).doesNotExist();
    }
}
