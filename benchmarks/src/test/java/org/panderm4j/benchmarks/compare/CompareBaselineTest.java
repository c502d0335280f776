package org.panderm4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command from files to exit status. */
class CompareBaselineTest {
    private static final Samples USUAL = new Samples(10, 0.01, 0);
    private static final Samples LONGER = new Samples(12, 0.01, 0);

    @TempDir
    Path folder;

    private final Random random = new Random(11);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path baseline;
    private Path result;

    @BeforeEach
    void name() {
        baseline = folder.resolve("baseline.json");
        result = folder.resolve("result.json");
    }

    private String entry(String benchmark, Samples samples) {
        return JmhJson.entry("org.x." + benchmark, samples.draw(random, 5, 5));
    }

    private int run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--baseline", baseline.toString(), "--result", result.toString()));
        arguments.addAll(List.of(more));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = CompareBaseline.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments.toArray(String[]::new));
    }

    private void record(String... entries) throws IOException {
        JmhJson.write(result, entries);
        assertThat(run("--update")).isZero();
    }

    private String row(String benchmark) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(benchmark + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + benchmark + " in " + out));
    }

    @Test
    void failsOnARegressionAlone() throws IOException {
        record(entry("A.run", USUAL), entry("B.run", USUAL), entry("C.run", LONGER), entry("D.run", USUAL));
        JmhJson.write(
                result,
                entry("A.run", USUAL),
                entry("B.run", LONGER),
                entry("C.run", USUAL),
                JmhJson.entry("org.x.E.run", new Series("ms/op", new double[][] {{1}})));
        assertThat(run()).isEqualTo(1);
        assertThat(row("A.run")).endsWith("  same").contains("ms/op");
        assertThat(row("B.run"))
                .endsWith("  slower")
                .containsPattern("  1\\.(19|20|21)\\d +1\\.1\\d\\d \\.\\. 1\\.2\\d\\d ");
        assertThat(row("C.run")).endsWith("  faster").contains("0.83");
        assertThat(row("D.run")).endsWith("  gone");
        assertThat(row("E.run")).endsWith("  new");
        assertThat(out.toString()).contains("1 faster, 1 same, 1 slower, 1 new, 1 gone");
        assertThat(run("--threshold", "1.5")).isZero();
        assertThat(row("B.run")).endsWith("  same");
    }

    @Test
    void throughputIsSlowerWhenItFalls() throws IOException {
        record(JmhJson.entry("org.x.A.run", "thrpt", "", LONGER.draw(random, 5, 5)));
        JmhJson.write(result, JmhJson.entry("org.x.A.run", "thrpt", "", USUAL.draw(random, 5, 5)));
        assertThat(run()).isEqualTo(1);
        assertThat(row("A.run"))
                .endsWith("  slower")
                .containsPattern("  1[12]\\.\\d+ +(9\\.|10\\.)\\d+ +1\\.(19|20|21)\\d ");
    }

    @Test
    void saysWhenSamplesAreTooFew() throws IOException {
        record(entry("A.run", USUAL));
        JmhJson.write(result, JmhJson.entry("org.x.A.run", LONGER.draw(random, 1, 3)));
        assertThat(run()).isZero();
        assertThat(row("A.run")).endsWith("  too few samples to tell");
        assertThat(out.toString()).contains("needs 5 samples from 3 forks");
        assertThat(run("--update")).isZero();
        assertThat(out.toString()).contains("1 of them have fewer than 5 samples or 3 forks");
    }

    @Test
    void anotherMachineIsNoRegressionUnlessAskedFor() throws IOException {
        record(entry("A.run", USUAL));
        String cpu = MachineDescription.here("17.0.15").cpu();
        Files.writeString(baseline, Files.readString(baseline).replace(cpu, "Another CPU"));
        JmhJson.write(result, entry("A.run", LONGER));
        assertThat(run()).isZero();
        assertThat(row("A.run")).endsWith("  other machine");
        assertThat(out.toString()).contains("the baseline is of Another CPU", "--any-machine");
        assertThat(run("--any-machine")).isEqualTo(1);
        assertThat(row("A.run")).endsWith("  slower");
    }

    @Test
    void namesAChangedJdkAndComparesAllTheSame() throws IOException {
        record(entry("A.run", USUAL));
        JmhJson.write(result, entry("A.run", LONGER).replace("\"17.0.15\"", "\"21.0.1\""));
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("changed since the baseline: JDK 17.0.15 -> 21.0.1");
    }

    @Test
    void anUpdateKeepsWhatWasNotRunAndItsMachine() throws IOException {
        record(entry("A.run", USUAL), entry("B.run", USUAL));
        String cpu = MachineDescription.here("17.0.15").cpu();
        Files.writeString(baseline, Files.readString(baseline).replace(cpu, "Another CPU"));
        Baseline before = BaselineFile.read(baseline);
        record(entry("B.run", LONGER), entry("C.run", USUAL));
        Baseline after = BaselineFile.read(baseline);
        assertThat(after.entries()).hasSize(3).containsAllEntriesOf(head(before));
        assertThat(after.entries().values())
                .extracting(entry -> entry.machine().cpu())
                .containsExactly("Another CPU", cpu, cpu);
        JmhResult measured = JmhResult.read(result);
        assertThat(after.entries().values())
                .extracting(Baseline.Entry::series)
                .containsAll(measured.series().values());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(baseline, result);
        }
    }

    private static Map<BenchmarkKey, Baseline.Entry> head(Baseline baseline) {
        BenchmarkKey first = baseline.entries().firstKey();
        return Map.of(first, baseline.entries().get(first));
    }

    @Test
    void aChangedUnitIsRefused() throws IOException {
        record(entry("A.run", USUAL));
        JmhJson.write(result, entry("A.run", USUAL).replace("ms/op", "us/op"));
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("A.run: expected samples in the baseline's unit ms/op, found us/op");
    }

    @Test
    void filesAndOptionsThatAreNotAsExpectedAreRefusedInOneLine() throws IOException {
        JmhJson.write(result, entry("A.run", USUAL));
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("baseline.json: no such file; record one with --update");
        Files.writeString(baseline, "{\"format\": 2, \"recordings\": []}");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("format: expected format 1, found 2")
                .hasLineCount(1);
        assertThat(run("--update")).isEqualTo(2);
        assertThat(baseline).hasContent("{\"format\": 2, \"recordings\": []}");
        assertThat(run("--threshold", "0.9")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a threshold of at least 1, found 0.9");
        Files.delete(result);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("result.json: no such file; measure with JMH's -rf json");
    }

    @Test
    void helpNeedsNoFilesAndNamesTheExitStatus() {
        CommandLine line = CompareBaseline.commandLine();
        line.setOut(new PrintWriter(out, true));
        assertThat(line.execute("--help")).isZero();
        assertThat(out.toString()).contains("--any-machine", "something is slower");
    }
}
