package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.run.RunFacts;
import org.panderm4j.tune.FakeTunable;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TuneTask;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

class TuneCommandTest {
    @TempDir
    Path temp;

    private Path space;

    @Command(name = "fake", description = "Tune what is not there.")
    static final class TuneFake extends TuneSubcommand {
        @ArgGroup(multiplicity = "1")
        private Source source;

        /** As options of features are. */
        private static final class Source {
            @Option(names = "--csv")
            private Path csv;

            @SuppressWarnings("UnusedVariable") // it only has to be accepted
            @Option(names = "--columns", split = ",")
            private List<String> columns;
        }

        @SuppressWarnings("UnusedVariable") // it only has to be accepted
        @Option(names = {"-f", "--fast"})
        private boolean fast;

        @SuppressWarnings("UnusedVariable") // it only has to be accepted
        @Option(names = "--c")
        private Double c;

        TuneFake(Console console) {
            super(console);
        }

        @Override
        Tunable tunable() {
            return new FakeTunable(0);
        }

        @Override
        Inputs inputs() {
            return new Inputs() {
                @Override
                public Collection<String> identity() {
                    return List.of(source.csv.toString());
                }

                @Override
                public TuneTask.Facts facts() {
                    return digests -> new RunFacts(Map.of("engine", "none"), digests);
                }
            };
        }
    }

    @BeforeEach
    void write() throws IOException {
        space = Files.writeString(
                temp.resolve("space.yaml"), "c: {from: 0.01, to: 100, scale: log}\npenalty: [l2, reference]\n");
    }

    private Program tune(Object... more) {
        Object[] arguments = new Object[more.length + 11];
        Object[] common = {
            "tune", "fake", "--csv", "a b.csv", "-f", "--space", space, "--trials", "12", "--out", temp.resolve("out")
        };
        System.arraycopy(common, 0, arguments, 0, common.length);
        System.arraycopy(more, 0, arguments, common.length, more.length);
        return run(arguments);
    }

    private static Program run(Object... arguments) {
        return Program.run(console -> Map.of("tune", TuneCommand.of(new TuneFake(console))), arguments);
    }

    @Test
    void printsTheBestAndItsCommand() throws IOException {
        Program run = tune("--seed", "5").succeeds();
        assertThat(run.out()).contains("of 12", "validation bacc", "./panderm fake --csv 'a b.csv' --fast --seed 5");
        String command = Files.readString(temp.resolve("out/best-command.txt"));
        assertThat(command)
                .matches(
                        "./panderm fake --csv 'a b.csv' --fast --seed 5 --out \\S+/out-best --c [0-9.e-]+ --penalty (l2|reference)\n");
        assertThat(run.out()).contains(command);
        assertThat(run.err()).contains("report.html");
        JsonNode record =
                new ObjectMapper().readTree(temp.resolve("out/run.json").toFile());
        assertThat(record.get("command").textValue()).isEqualTo("tune fake");
        assertThat(record.at("/options/--early-stopping").textValue()).isNotEmpty();
        assertThat(record.at("/options/--csv").textValue()).isEqualTo("a b.csv");
        assertThat(record.at("/versions/engine").textValue()).isEqualTo("none");
        assertThat(record.at("/digests/space").textValue()).hasSize(64);
        tune("--seed", "5").fails(ExitStatus.FAILED, "finished run of 'tune fake'", "another --out");
        tune("--seed", "5", "--resume").succeeds();
    }

    @Test
    void aFailedTrialIsSkipped() throws IOException {
        Files.writeString(space, "c: [1, 2, 3]\npenalty: [l2, none]\n");
        Program run = tune("--search", "grid");
        assertThat(run.status()).isEqualTo(ExitStatus.SKIPPED);
        run.explains("a penalty is missed very much", "3 skipped, listed in", "no more than 6 configurations");
        Files.writeString(space, "c: [1, 2, 3]\npenalty: none\n");
        run("tune", "fake", "--csv", "x", "--space", space, "--trials", "9", "--out", temp.resolve("o"))
                .fails(ExitStatus.FAILED, "all 3 trials failed", "a penalty is missed");
    }

    @Test
    void goesOnUnlessWhatCountsIsDifferent() throws IOException {
        Path out = temp.resolve("out");
        Files.createDirectories(out);
        for (String more : List.of("--search=random", "--search=genetic")) {
            Files.writeString(out.resolve(".run-plan.json"), plan(more));
            Files.writeString(out.resolve(".trials.csv.journal"), "");
            Files.writeString(out.resolve(".trials.csv.part"), "");
            Program run = tune(more, "--resume", "--parallel", "3", "--memory", "3g");
            if (more.endsWith("genetic")) {
                run.fails(ExitStatus.FAILED, "--parallel with --search genetic", "is '3' but was '1'");
            } else {
                run.succeeds();
                Files.delete(out.resolve("run.json"));
            }
        }
    }

    /** Of a run with one trial at once. */
    private String plan(String more) throws IOException {
        Path other = temp.resolve("other" + more.hashCode());
        run("tune", "fake", "--csv", "a b.csv", "-f", "--space", space, "--trials", "12", "--out", other, more)
                .succeeds();
        return Files.readString(other.resolve("run.json"));
    }

    @Test
    void explainsItself() {
        assertThat(run("tune", "--help").succeeds().out()).contains("fake", "Tune what is not there");
        assertThat(run("tune", "fake", "--help").succeeds().out()).contains("--early-stopping", "--csv", "--memory");
        run("tune").fails(ExitStatus.USAGE, "expected a task to tune: fake");
        run("tune", "fakes").fails(ExitStatus.USAGE, "fakes");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        tune("--c", "3").fails(ExitStatus.USAGE, "--c: is searched by " + space, "key 'c'");
        tune("--parallel", "0").fails(ExitStatus.USAGE, "--parallel: expected at least 1, found 0");
        tune("--search", "bayes").fails(ExitStatus.USAGE, "--search", "random, grid, genetic", "bayes");
        tune("--early-stopping", "mean").fails(ExitStatus.USAGE, "--early-stopping", "none, median", "mean");
        tune("--memory", "lots").fails(ExitStatus.USAGE, "--memory", "512m or 6g", "lots");
        tune("--metric", "f1").fails(ExitStatus.USAGE, "--metric", "bacc, loss", "f1");
        tune("--search", "grid", "--grid-points", "9").fails(ExitStatus.FAILED, space, "--trials 12", "found 18");
        Files.writeString(space, "cc: 3");
        tune().fails(ExitStatus.FAILED, space, "c, batch-size, penalty, standardize", "'cc'");
        Files.delete(space);
        tune().fails(ExitStatus.FAILED, space, "no such file");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void readsAmountsOfMemory() {
        ByteSizeConverter converter = new ByteSizeConverter();
        assertThat(List.of("512m", "6g", "6GiB", "1.5K", "1000", "2TB"))
                .extracting(converter::convert)
                .containsExactly(512L << 20, 6L << 30, 6L << 30, 1536L, 1000L, 2L << 40);
        for (String wrong : List.of("", "g", "0", "-1", "1x", "1e9", "99999999999t")) {
            assertThatExceptionOfType(TypeConversionException.class)
                    .as(wrong)
                    .isThrownBy(() -> converter.convert(wrong));
        }
    }
}
