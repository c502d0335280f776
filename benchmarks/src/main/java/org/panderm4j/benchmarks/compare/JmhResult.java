package org.panderm4j.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run of JMH wrote by {@code -rf json}.
 *
 * @param jdk version that all its forks ran on
 * @param series the samples of each benchmark
 */
record JmhResult(String jdk, SortedMap<BenchmarkKey, Series> series) {
    /**
     * Reads a result file.
     *
     * @throws IOException when it is none, or holds a benchmark twice, in a mode without samples, or of several JDKs
     */
    static JmhResult read(Path file) throws IOException {
        String jdk = null;
        SortedMap<BenchmarkKey, Series> series = new TreeMap<>();
        for (JsonPlace entry : JsonPlace.read(file).items()) {
            JsonPlace found = entry.get("jdkVersion");
            jdk = jdk == null ? found.text() : jdk;
            found.require(found.text().equals(jdk), "one JDK in all of the file, " + jdk);
            JsonPlace metric = entry.get("primaryMetric");
            BenchmarkKey key = key(entry);
            Series samples = new Series(
                    metric.get("scoreUnit").text(), metric.get("rawData").samples());
            entry.require(series.put(key, samples) == null, "each benchmark once");
        }
        if (series.isEmpty()) {
            throw new IOException(
                    file + ": expected at least one benchmark, found none; run JMH with -rf json -rff FILE");
        }
        return new JmhResult(jdk, series);
    }

    /** Benchmark, mode, threads and parameters, which the baseline file names as JMH does. */
    static BenchmarkKey key(JsonPlace entry) throws IOException {
        JsonPlace mode = entry.get("mode");
        mode.require(
                Mode.labelled(mode.text()).isPresent(),
                "mode thrpt, avgt or ss, which have a sample for each iteration (JMH's -bm)");
        return new BenchmarkKey(
                entry.get("benchmark").text(),
                Mode.labelled(mode.text()).orElseThrow(),
                entry.get("threads").count(),
                entry.get("params").texts());
    }
}
