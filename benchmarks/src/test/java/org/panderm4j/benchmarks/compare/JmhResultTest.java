package org.panderm4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultTest {
    private static final Series SERIES = new Series("us/op", new double[][] {{1.5, 2.5}, {3.5, 4.5, 5.5}});

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("result.json");
    }

    @Test
    void readsSamplesForkByForkAndTheirKeys() throws IOException {
        JmhJson.write(
                file,
                JmhJson.entry("org.x.A.run", "thrpt", "\"batch\": \"8\", \"model\": \"SMALL\"", SERIES),
                JmhJson.entry("org.x.A.run", "ss", "\"batch\": \"1\", \"model\": \"SMALL\"", SERIES),
                JmhJson.entry("org.x.B.run", SERIES));
        JmhResult result = JmhResult.read(file);
        assertThat(result.jdk()).isEqualTo("17.0.15");
        assertThat(result.series())
                .containsOnlyKeys(
                        new BenchmarkKey("org.x.A.run", Mode.THROUGHPUT, 1, Map.of("batch", "8", "model", "SMALL")),
                        new BenchmarkKey("org.x.A.run", Mode.SINGLE_SHOT, 1, Map.of("model", "SMALL", "batch", "1")),
                        new BenchmarkKey("org.x.B.run", Mode.AVERAGE_TIME, 1, Map.of()));
        assertThat(result.series().values()).allMatch(SERIES::equals);
        assertThat(result.series().firstKey().label()).isEqualTo("A.run batch=8 model=SMALL");
    }

    /** What is put for what, and what the message must hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "mode": "avgt"           | "mode": "sample"         | mode: expected mode thrpt, avgt or ss
                    "mode": "avgt"           | "mode": 3                | mode: expected text, found 3
                    "jdkVersion": "17.0.15"  | "jdk": "17.0.15"         | jdkVersion: expected text, found nothing
                    2.5                      | "NaN"                    | rawData[0][1]: expected a positive number, found "NaN"
                    2.5                      | -2.5                     | rawData[0][1]: expected a positive number, found -2.5
                    [1.5, 2.5]               | []                       | rawData[0]: expected at least one sample, found []
                    "threads": 1             | "threads": 0             | threads: expected a positive integer, found 0
                    "primaryMetric"          | "primary"                | scoreUnit: expected text, found nothing
                    "rawData"                | "rawDataHistogram"       | rawData: expected a list, found nothing
                    "jmhVersion"             | "mode": "ss", "version"  | expected JSON, found: Duplicate
                    """)
    void refusesWhatIsNoResult(String right, String wrong, String message) throws IOException {
        JmhJson.write(file, JmhJson.entry("org.x.A.run", SERIES));
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replace(right, wrong));
        assertThatThrownBy(() -> JmhResult.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void refusesABenchmarkTwiceTwoJdksAndNone() throws IOException {
        String entry = JmhJson.entry("org.x.A.run", SERIES);
        JmhJson.write(file, entry, entry);
        assertThatThrownBy(() -> JmhResult.read(file)).hasMessageContaining("[1]: expected each benchmark once");
        JmhJson.write(file, entry, JmhJson.entry("org.x.B.run", SERIES).replace("\"17.0.15\"", "\"21.0.1\""));
        assertThatThrownBy(() -> JmhResult.read(file))
                .hasMessageContaining("expected one JDK in all of the file, 17.0.15");
        JmhJson.write(file);
        assertThatThrownBy(() -> JmhResult.read(file)).hasMessageContaining("expected at least one benchmark");
    }
}
