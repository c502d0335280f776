package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.verify.GoldenModels.Container;

/** Every command with a run folder: what was in it before is never lost, and nothing is left half done. */
class RunOutTest {
    @TempDir
    Path folder;

    private Container container;
    private Path csv;

    @BeforeEach
    void prepare() throws IOException {
        container = Fixture.any();
        List<String> lines = new ArrayList<>(List.of("path,label,caption"));
        Fixture.pictures(container).forEach(picture -> lines.add(picture + ",0,a mole"));
        csv = Given.lines(folder.resolve("set.csv"), lines.toArray(String[]::new));
    }

    private Program run(String command, Path out, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of(command, Fixture.model(container), "--out", out, "--quiet"));
        words.addAll(
                switch (command) {
                    case "zero-shot" ->
                        List.of(
                                "--dataset",
                                "mine=" + csv,
                                "--label-set",
                                "mine=" + Given.lines(folder.resolve("classes.txt"), "nevus", "melanoma"));
                    case "retrieve" -> List.of("--csv", csv, "--caption-column", "caption");
                    default -> List.of("--csv", csv);
                });
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "zero-shot", "retrieve"})
    void neverTouchesAFolderWithOtherFiles(String command) throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path thesis = Files.writeString(out.resolve("embeddings.npy"), "years of work");
        run(command, out).fails(ExitStatus.FAILED, out, "embeddings.npy", "choose another --out");
        run(command, out, "--resume").fails(ExitStatus.FAILED, out, "embeddings.npy");
        assertThat(Given.files(out)).containsExactly("embeddings.npy");
        assertThat(thesis).hasContent("years of work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "zero-shot", "retrieve"})
    void refusesAFileForAFolder(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        run(command, file).fails(ExitStatus.FAILED, file, "expected a folder for --out");
        run(command, file.resolve("below")).fails(ExitStatus.FAILED, file);
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "zero-shot", "retrieve"})
    void refusesTheFolderOfAFinishedRun(String command) throws IOException {
        Path out = folder.resolve("out");
        run(command, out).succeeds();
        List<String> files = Given.files(out);
        byte[] record = Files.readAllBytes(out.resolve("run.json"));
        run(command, out).fails(ExitStatus.FAILED, out, "finished");
        run(command, out, "--resume", "--seed", 5).fails(ExitStatus.FAILED, out, "--seed", "5");
        run(command, out, "--resume").succeeds();
        assertThat(Given.files(out)).isEqualTo(files).noneMatch(name -> name.startsWith("."));
        assertThat(out.resolve("run.json")).hasBinaryContent(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "zero-shot", "retrieve"})
    void leavesNothingOfARunThatCouldNotBegin(String command) throws IOException {
        Path out = folder.resolve("out");
        Files.writeString(csv, "path,label,caption\n");
        run(command, out).fails(ExitStatus.FAILED, csv);
        Files.writeString(csv, "");
        run(command, out).fails(ExitStatus.FAILED, csv, "empty");
        Files.writeString(csv, "path,label,caption\n" + folder.resolve("absent.png") + ",0,c\n");
        run(command, out).fails(ExitStatus.FAILED, "absent.png");
        assertThat(out).doesNotExist();
    }
}
