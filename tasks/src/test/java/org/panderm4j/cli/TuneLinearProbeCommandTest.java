package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneLinearProbeCommandTest {
    @TempDir
    Path folder;

    private MadeUpFeatures made;
    private Path space;

    @BeforeEach
    void make() throws IOException {
        made = new MadeUpFeatures(folder, 3, 300, 0.5);
        space = Given.lines(
                folder.resolve("space.yaml"),
                "c: {from: 0.01, to: 100, scale: log}",
                "penalty: [reference, l2]",
                "class-weight: [none, balanced]",
                "standardize: [true, false]",
                "normalize: [true, false]",
                "max-iterations: 200");
    }

    private Program tune(Path out, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("tune", "linear-probe", "--embeddings", made.embeddings()));
        words.addAll(List.of("--csv", made.table(), "--image-column", "file", "--space", space));
        words.addAll(List.of("--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @Test
    void theBestCommandScoresOnValidationRowsAsTheSearchSaid() throws IOException {
        Path out = folder.resolve("tuned");
        tune(out, "--trials", 12, "--parallel", 2).succeeds();

        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        assertThat(trials).hasSize(13);
        int bacc = trials.get(0).indexOf("bacc");
        double best = trials.stream()
                .skip(1)
                .mapToDouble(trial -> Double.parseDouble(trial.get(bacc)))
                .max()
                .orElseThrow();
        assertThat(best).isGreaterThan(0.6);
        // The ready command, with the validation rows in the place of the test rows.
        List<String> words = new ArrayList<>(List.of(
                Files.readString(out.resolve("best-command.txt")).strip().split(" ", -1)));
        assertThat(words.subList(0, 2)).containsExactly("./panderm", "linear-probe");
        List<String> swapped = made.lines().stream()
                .map(line ->
                        line.replace(",test,", ",x,").replace(",val,", ",test,").replace(",x,", ",val,"))
                .toList();
        made.table(swapped);
        Program.run(words.subList(1, words.size())).succeeds();
        assertThat(Given.records(Path.of(words.get(words.indexOf("--out") + 1)).resolve("summary.csv")))
                .anySatisfy(row -> {
                    assertThat(row.get(1)).isEqualTo("bacc");
                    assertThat(Double.parseDouble(row.get(2))).isEqualTo(best);
                });
    }

    @Test
    void theSameSeedTriesTheSame() throws IOException {
        tune(folder.resolve("one"), "--trials", 6, "--seed", 5).succeeds();
        tune(folder.resolve("two"), "--trials", 6, "--seed", 5, "--parallel", 3).succeeds();

        assertThat(untimed(folder.resolve("one"))).isEqualTo(untimed(folder.resolve("two")));
    }

    private static List<List<String>> untimed(Path out) throws IOException {
        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        int seconds = trials.get(0).indexOf("seconds");
        trials.replaceAll(trial -> {
            List<String> kept = new ArrayList<>(trial);
            kept.remove(seconds);
            return kept;
        });
        return trials;
    }

    @Test
    void poorTrialsEndEarly() throws IOException {
        Path out = folder.resolve("tuned");
        Given.lines(space, "c: {from: 1e-6, to: 1000, scale: log}");
        tune(out, "--trials", 20, "--early-stopping", "median").succeeds();

        List<List<String>> trials = Given.records(out.resolve("trials.csv"));
        int status = trials.get(0).indexOf("status");
        assertThat(trials.stream().skip(1).map(trial -> trial.get(status))).contains("stopped", "finished");
    }

    @Test
    void whatCannotBeSearchedIsExplained() throws IOException {
        Path out = folder.resolve("tuned");
        tune(out, "--trials", 3, "--knn", 5).fails(ExitStatus.USAGE, "--knn");
        tune(out, "--trials", 3, "--metric", "accuracy").fails(ExitStatus.USAGE, "accuracy", "bacc");
        List<String> lines = made.lines().stream()
                .map(line -> line.replace(",val,", ",test,"))
                .toList();
        Path csv = made.table(lines);
        Program.run(Arrays.asList(
                        "tune",
                        "linear-probe",
                        "--embeddings",
                        made.embeddings(),
                        "--csv",
                        csv,
                        "--image-column",
                        "file",
                        "--space",
                        space,
                        "--trials",
                        3,
                        "--out",
                        out))
                .fails(ExitStatus.FAILED, "split val", "table.csv");
        assertThat(out).doesNotExist();
    }
}
