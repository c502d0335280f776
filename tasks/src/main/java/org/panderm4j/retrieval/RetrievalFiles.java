package org.panderm4j.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.model.DermModel;
import org.panderm4j.report.Fact;
import org.panderm4j.report.RetrievalPage;
import org.panderm4j.report.RetrievalReport;
import org.panderm4j.report.RetrievedPair;
import org.panderm4j.report.Skipped;
import org.panderm4j.report.Thumbnails;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a finished retrieval run. */
final class RetrievalFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int EXAMPLES = 6;

    private final DermModel model;
    private final RunFolder run;
    private final RunPlan plan;

    RetrievalFiles(DermModel model, RunFolder run, RunPlan plan) {
        this.model = model;
        this.run = run;
        this.plan = plan;
    }

    void write(RetrievalTable table, RetrievalResult result) throws IOException {
        run.write("pairs.csv", file -> pairs(file, table, result));
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(json(result))));
        run.write("report.html", file -> RetrievalReport.write(page(table, result), file));
    }

    /** Ranks are counted from 1, as people count. */
    private static void pairs(Path file, RetrievalTable table, RetrievalResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("row", table.imageColumn(), "caption", "image_to_text_rank", "text_to_image_rank");
            for (int i = 0; i < result.rows().size(); i++) {
                RetrievalTable.Row row = result.rows().get(i);
                csv.writeRecord(
                        Integer.toString(i),
                        row.image(),
                        row.caption(),
                        Double.toString(result.ranks().imageToText().rank(i) + 1),
                        Double.toString(result.ranks().textToImage().rank(i) + 1));
            }
        }
    }

    private static Map<String, Object> json(RetrievalResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> intervals = new LinkedHashMap<>();
        for (MetricValue metric : result.summary()) {
            all.put(metric.name(), metric.value().isPresent() ? metric.value().getAsDouble() : null);
            metric.interval().ifPresent(one -> intervals.put(metric.name(), List.of(one.low(), one.high())));
        }
        all.put("num_samples", result.rows().size());
        all.put("skipped", result.failures().size());
        all.put("tied_queries", tied(result.ranks()));
        all.put("intervals_95", intervals);
        return all;
    }

    private static Map<String, Long> tied(RetrievalMetrics ranks) {
        return Map.of(
                "image_to_text",
                ranks.imageToText().tied(),
                "text_to_image",
                ranks.textToImage().tied());
    }

    private RetrievalPage page(RetrievalTable table, RetrievalResult result) {
        Comparator<Integer> byRank =
                Comparator.comparingDouble(i -> result.ranks().imageToText().rank(i)
                        + result.ranks().textToImage().rank(i));
        List<Integer> order =
                IntStream.range(0, result.rows().size()).boxed().sorted(byRank).toList();
        List<Integer> reversed = new ArrayList<>(order);
        Collections.reverse(reversed);
        return new RetrievalPage(
                "Image-text retrieval",
                table.table().file().getFileName().toString(),
                result.ranks(),
                result.summary(),
                pairs(result, order),
                pairs(result, reversed),
                result.failures().stream()
                        .map(failure -> new Skipped(failure.input(), failure.reason()))
                        .toList(),
                facts());
    }

    private static List<RetrievedPair> pairs(RetrievalResult result, List<Integer> order) {
        return order.stream()
                .limit(EXAMPLES)
                .map(i -> {
                    RetrievalTable.Row row = result.rows().get(i);
                    return new RetrievedPair(
                            Thumbnails.of(row.path()),
                            row.image(),
                            row.caption(),
                            result.ranks().imageToText().rank(i) + 1,
                            result.ranks().textToImage().rank(i) + 1);
                })
                .toList();
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Model", plan.options().getOrDefault("--model", model.file().toString())));
        facts.add(new Fact("Family", model.description().family()));
        model.versions().forEach((name, value) -> facts.add(new Fact(name, value)));
        facts.add(new Fact("Seed", Long.toString(plan.seed())));
        return facts;
    }
}
