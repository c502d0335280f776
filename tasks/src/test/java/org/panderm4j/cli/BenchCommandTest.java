package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.verify.GoldenModels.Container;

/** Measured for a moment only: the figures are real, and worth nothing. */
class BenchCommandTest {
    private static final List<String> SHORT = List.of("bench", "--seconds", "0.05");

    static List<Container> families() throws IOException {
        return Fixture.onePerFamily(Fixture.all());
    }

    private static Program bench(Object... more) throws IOException {
        return Program.run(SHORT, Fixture.model(Fixture.any()), List.of(more));
    }

    private static void assertFigures(JsonNode rows) {
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "engine", "precision", "batch_size", "images_per_second", "gflops", "peak_fraction");
            assertThat(row.get("engine").textValue()).isIn(Engines.present());
            assertThat(row.get("precision").textValue()).isIn("f32", "bf16");
            assertThat(row.get("batch_size").isInt()).isTrue();
            assertThat(row.get("images_per_second").isDouble()).isTrue();
            assertThat(row.get("images_per_second").doubleValue()).isPositive().isFinite();
            assertThat(row.get("gflops").doubleValue()).isPositive().isFinite();
            // No bound above: so short a measurement on a busy machine may see a poor peak.
            assertThat(row.get("peak_fraction").doubleValue()).isPositive().isFinite();
        });
    }

    @Test
    void measuresEveryEngineAtEveryBatchSize() throws IOException {
        JsonNode rows = bench("--batch-sizes", "3,1", "--json").succeeds().json();
        assertFigures(rows);
        List<String> ways = Engines.present().stream()
                .flatMap(engine -> Engines.precisions(engine).stream().map(one -> engine + " " + one))
                .toList();
        assertThat(rows).hasSize(2 * ways.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            assertThat(row.get("batch_size").intValue()).isEqualTo(i < ways.size() ? 3 : 1);
            assertThat(row.get("engine").textValue() + " "
                            + row.get("precision").textValue())
                    .isEqualToIgnoringCase(ways.get(i % ways.size()));
        }
    }

    /** The work of a picture does not depend on how many there are. */
    @Test
    void countsTheSameWorkInEveryRow() throws IOException {
        JsonNode rows = bench("--json").succeeds().json();
        assertThat(rows.findValuesAsText("batch_size")).contains("1", "8", "32");
        double work = work(rows.get(0));
        assertThat(rows).allSatisfy(row -> assertThat(work(row)).isCloseTo(work, within(1e-9 * work)));
    }

    private static double work(JsonNode row) {
        return row.get("gflops").doubleValue() / row.get("images_per_second").doubleValue();
    }

    @ParameterizedTest
    @MethodSource("families")
    void measuresEveryFamily(Container container) throws IOException {
        assertFigures(Program.run(SHORT, Fixture.model(container), "--batch-size", 2, "--threads", 1, "--json")
                .succeeds()
                .json());
    }

    @Test
    void printsATableAndTheMachine() throws IOException {
        List<String> lines = bench("--batch-sizes", "1,2", "--engine", "samediff", "--threads", "1", "--quiet")
                .succeeds()
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("engine").contains("images/s").contains("share of peak");
        assertThat(lines.get(1)).startsWith("samediff").contains("f32").contains("%");
        assertThat(lines.get(3)).contains("cores").endsWith(", 1 threads");
        assertThat(lines.get(4)).isEqualTo("samediff: " + Engines.library(Engines.SAMEDIFF));
    }

    @Test
    void saysThatWeightsAreReadForEveryBatch() throws IOException {
        Program run = bench("--batch-sizes", "1", "--engines", "samediff", "--weights", "streamed", "--json");
        assertFigures(run.succeeds().json());
        assertThat(run.err()).containsOnlyOnce("read from disk for every batch");
    }

    @Test
    void refusesEnginesThatAreNotThere() throws IOException {
        bench("--engines", "samediff,warp").fails(ExitStatus.FAILED, "warp", "samediff");
        bench("--engine", "warp").fails(ExitStatus.FAILED, "warp", "samediff");
        bench("--engine", "samediff", "--engines", "samediff").fails(ExitStatus.USAGE, "--engines");
    }

    @Test
    void refusesEnginesWithoutAName() throws IOException {
        for (String none : new String[] {",", ",,", " , ", "", ",samediff", "samediff,,samediff"}) {
            bench("--engines", none).fails(ExitStatus.USAGE, "--engines: expected a name, found none");
        }
    }

    @Test
    void refusesAPrecisionThatAnEngineHasNot() throws IOException {
        bench("--engines", "samediff", "--precision", "bf16").fails(ExitStatus.FAILED, "samediff", "--precision");
        bench("--precision", "f7").fails(ExitStatus.USAGE, "--precision", "f7");
    }

    @Test
    void refusesSizesThatAreNone() throws IOException {
        bench("--batch-sizes", "1,0").fails(ExitStatus.USAGE, "--batch-sizes", "0");
        bench("--batch-sizes", "few").fails(ExitStatus.USAGE, "--batch-sizes", "few");
        bench("--batch-size", "1", "--batch-sizes", "1").fails(ExitStatus.USAGE, "--batch-sizes");
        bench("--batch-size", "0").fails(ExitStatus.USAGE, "--batch-size", "0");
        bench("--seconds", "0").fails(ExitStatus.USAGE, "--seconds");
        bench("--threads", "0").fails(ExitStatus.USAGE, "--threads");
        Program.run("bench").fails(ExitStatus.USAGE, "--model");
    }
}
