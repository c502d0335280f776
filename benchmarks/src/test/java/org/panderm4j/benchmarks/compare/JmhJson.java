package org.panderm4j.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Result files as JMH 1.37 writes them, with more fields than are read. */
final class JmhJson {
    private JmhJson() {}

    static Path write(Path file, String... entries) throws IOException {
        return Files.writeString(file, Arrays.stream(entries).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
    }

    /** An entry of {@code avgt} without parameters. */
    static String entry(String benchmark, Series series) {
        return entry(benchmark, "avgt", "", series);
    }

    /** An entry; {@code params} is empty or the inside of an object. */
    static String entry(String benchmark, String mode, String params, Series series) {
        String samples =
                Arrays.stream(series.forks()).map(Arrays::toString).collect(Collectors.joining(", ", "[", "]"));
        List<String> lines = List.of(
                "{\"jmhVersion\": \"1.37\", \"benchmark\": \"" + benchmark + "\", \"mode\": \"" + mode + "\",",
                "\"threads\": 1, \"forks\": " + series.forks().length + ", \"jvmArgs\": [],",
                "\"jdkVersion\": \"17.0.15\", \"vmVersion\": \"17.0.15+6\",",
                params.isEmpty() ? "" : "\"params\": {" + params + "},",
                "\"primaryMetric\": {\"score\": 1.0, \"scoreError\": \"NaN\", \"scoreUnit\": \"" + series.unit()
                        + "\",",
                "\"rawData\": " + samples + "},",
                "\"secondaryMetrics\": {\"pictures\": {\"score\": 3.0}}}");
        return String.join("\n", lines);
    }
}
