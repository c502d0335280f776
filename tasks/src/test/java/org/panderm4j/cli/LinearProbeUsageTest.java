package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of {@code linear-probe}: one line that names it, the right status, and nothing left behind. */
class LinearProbeUsageTest {
    @TempDir
    Path folder;

    private MadeUpFeatures made;

    @BeforeEach
    void make() throws IOException {
        made = new MadeUpFeatures(folder, 3, 90, 1);
    }

    private Program probe(Path csv, Object... more) {
        List<Object> words = new ArrayList<>(List.of("linear-probe", "--embeddings", made.embeddings(), "--csv", csv));
        words.addAll(List.of("--image-column", "file", "--out", folder.resolve("out"), "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private void leavesNothing() {
        assertThat(folder.resolve("out")).doesNotExist();
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                table(
                        "a class without training rows",
                        line -> line.replace(",2,train,", ",2,test,"),
                        "training rows of every class",
                        "2"),
                table("one class only", line -> line.replaceFirst(",[012],", ",0,"), "at least two classes"),
                table(
                        "fewer rows than classes",
                        line -> line.contains(",train,") && !line.startsWith("p0.") ? "" : line,
                        "training row of each of the 3 classes",
                        "found 1"),
                table(
                        "unknown words of split",
                        line -> line.replace(",val,", ",dev,"),
                        "column split",
                        "train, val or test",
                        "\"dev\""),
                table("no test rows", line -> line.replace(",test,", ",val,"), "split test", "found"),
                table(
                        "a row without feature",
                        line -> line.replaceFirst("^p7\\.png", "other.png"),
                        "expected a feature",
                        "other.png (line 9)"),
                table(
                        "a label that is none",
                        line -> line.replaceFirst("^(p4.png),\\d+", "$1,"),
                        "line 6, column label",
                        "found nothing"),
                table(
                        "no label column",
                        line -> line.replace("label", "diagnosis"),
                        "expected a column \"label\"",
                        "diagnosis"),
                table(
                        "no split column",
                        line -> line.replace("split", "fold"),
                        "expected a column \"split\"",
                        "--split-shares"));
    }

    private static Arguments table(String what, UnaryOperator<String> change, Object... words) {
        return Arguments.of(what, change, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void badTablesAreExplained(String what, UnaryOperator<String> change, Object... words) throws IOException {
        List<String> lines = made.lines().stream()
                .map(change)
                .filter(line -> !line.isEmpty())
                .toList();
        probe(made.table(lines)).fails(ExitStatus.FAILED, words).explains("table.csv");
        leavesNothing();
    }

    @Test
    void notANumberIsNamedByItsRows() throws IOException {
        made.features[3][5] = Float.NaN;
        made.features[8][0] = Float.POSITIVE_INFINITY;
        made.write();

        probe(made.table())
                .fails(ExitStatus.FAILED, "finite features", "2 rows", "p3.png (line 5)", "p8.png (line 10)");
        leavesNothing();
    }

    @Test
    void metadataOfAnotherLengthIsExplained() throws IOException {
        Path metadata = made.embeddings().resolve("metadata.csv");
        List<String> lines = Files.readAllLines(metadata);
        Given.lines(metadata, lines.subList(0, 50).toArray(String[]::new));

        probe(made.table()).fails(ExitStatus.FAILED, "metadata.csv", "embeddings.npy", "49 and 90");
        leavesNothing();
    }

    @Test
    void anEmptyFolderIsExplained() throws IOException {
        Files.delete(made.embeddings().resolve("embeddings.npy"));
        probe(made.table()).fails(ExitStatus.FAILED, "embeddings.npy", "panderm embed");
        leavesNothing();
    }

    @Test
    void aDamagedRecordIsNamed() throws IOException {
        Given.lines(made.embeddings().resolve("run.json"), "{\"command\":");
        probe(made.table()).fails(ExitStatus.FAILED, made.embeddings().resolve("run.json"), "expected the record");
        leavesNothing();
    }

    @Test
    void aClassWhoseRowsWeighNothingIsNamed() throws IOException {
        probe(made.table(), "--weight-column", "label").fails(ExitStatus.FAILED, "table.csv", "weight above 0", "of 0");
        leavesNothing();
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("--percent-data 0", "--percent-data"),
                Arguments.of("--percent-data 1.5", "--percent-data"),
                Arguments.of("--penalty l1", "--penalty"),
                Arguments.of("--c 0", "--c"),
                Arguments.of("--c 1 --penalty none", "--penalty none"),
                Arguments.of("--c 1 --sweep 1,2", "--sweep"),
                Arguments.of("--sweep-metric bacc", "--sweep"),
                Arguments.of("--sweep 1,2 --sweep-metric accuracy", "bacc"),
                Arguments.of("--max-iterations 0", "--max-iterations"),
                Arguments.of("--seed -1", "--seed"),
                Arguments.of("--subset-seed 4294967296", "--subset-seed"),
                Arguments.of("--split-shares 0.5,0.5", "three shares"),
                Arguments.of("--split-shares 0.5,0.5,0.5", "add up to 1"),
                Arguments.of("--split-shares 0.5,0.2,0.3 --split-column split", "--split-column"),
                Arguments.of("--knn 0", "--knn"),
                Arguments.of("--transform model", "--transform"),
                Arguments.of("--engine samediff", "--engine"),
                Arguments.of("--model demo", "--model"),
                Arguments.of("--resamples 0", "--resamples"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void badOptionsAreExplained(String options, String word) throws IOException {
        probe(made.table(), (Object[]) options.split(" ")).fails(ExitStatus.USAGE, word);
        leavesNothing();
    }

    @Test
    void aSweepNeedsValidationRows() throws IOException {
        List<String> lines = made.lines().stream()
                .map(line -> line.replace(",val,", ",test,"))
                .toList();
        probe(made.table(lines), "--sweep", "1,2").fails(ExitStatus.FAILED, "split val", "sweep");
        leavesNothing();
    }

    @Test
    void aColumnOfSubgroupsMustBeThere() throws IOException {
        probe(made.table(), "--subgroup", "tone").fails(ExitStatus.FAILED, "expected a column \"tone\"");
        leavesNothing();
    }

    @Test
    void headsOfOtherWidthsAreRefused() throws IOException {
        probe(made.table(), "--resamples", 5).succeeds();
        Path csv = Given.lines(folder.resolve("x.csv"), "file", "a.png");
        Path predicted = folder.resolve("predicted");

        Program.run("linear-probe", "predict", "--head", folder.resolve("out"), "--csv", csv, "--out", predicted)
                .fails(ExitStatus.FAILED, "--model or --embeddings");
        Program.run("linear-probe", "predict", "--head", folder, "--embeddings", made.embeddings(), "--out", predicted)
                .fails(ExitStatus.FAILED, "head.safetensors", "linear-probe");
        Program.run("linear-probe", "predict", "--head", made.embeddings(), "--images", csv, "--out", predicted)
                .fails(ExitStatus.USAGE, "--model");
        assertThat(predicted).doesNotExist();
    }
}
