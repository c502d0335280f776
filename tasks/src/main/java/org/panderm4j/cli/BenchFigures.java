package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.bench.BenchResult;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.run.Machine;

/** How the figures of {@code panderm bench} are shown. */
final class BenchFigures {
    private BenchFigures() {}

    /** One row of the JSON list; its keys are part of the contract. */
    static Map<String, Object> row(BenchResult result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engine", result.entry().engine());
        row.put("precision", precision(result));
        row.put("batch_size", result.batchSize());
        row.put("images_per_second", result.imagesPerSecond());
        row.put("gflops", result.gflops());
        row.put("peak_fraction", result.peakFraction());
        return row;
    }

    static TextTable table(List<BenchResult> results) {
        TextTable table = new TextTable(
                "engine", "precision", "batch", "images/s", "GFLOP/s", "peak GFLOP/s", "share of peak", "runs");
        results.forEach(one -> table.row(
                one.entry().engine(),
                precision(one),
                one.batchSize(),
                digits(one.imagesPerSecond()),
                digits(one.gflops()),
                digits(one.peak().rate() / 1e9),
                String.format(Locale.ROOT, "%.1f %%", 100 * one.peakFraction()),
                one.runs()));
        return table;
    }

    /** What the figures hold for. */
    static String machine(int threads) {
        return Machine.processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + (threads == 0 ? "as many threads as the engines choose" : threads + " threads");
    }

    /** What each engine is, the card among it where there is one. */
    static List<String> libraries(List<BenchResult> results) {
        return results.stream()
                .map(one -> one.entry().engine())
                .distinct()
                .map(engine -> engine + ": " + Engines.library(engine))
                .toList();
    }

    private static String precision(BenchResult result) {
        return result.entry().precision().label();
    }

    /** Four digits, or all before the point. */
    private static String digits(double value) {
        int places = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
