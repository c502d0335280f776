package org.panderm4j.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.shard.ShardPattern;
import org.panderm4j.data.table.Table;
import org.panderm4j.pretrain.DataOptions;
import org.panderm4j.pretrain.DataOptions.Sampling;
import org.panderm4j.pretrain.TrainingPairs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which pairs are learned from, and how batches are made of them. */
final class PairOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--csv", paramLabel = "FILE", description = "Table of pictures and captions.")
    Path csv;

    @Option(
            names = "--shards",
            paramLabel = "PATTERN",
            description =
                    "Tar shards with pictures and captions, e.g. 'train-{0000..0009}.tar'; may be given several times.")
    List<String> shards = List.of();

    @Mixin
    TableOptions table;

    @Option(
            names = "--caption-column",
            split = ",",
            defaultValue = "caption",
            paramLabel = "C",
            description =
                    "Column of the captions; of several, C1,C2,..., a random one is taken each time (default: caption).")
    List<String> captionColumns;

    @Option(
            names = "--source-column",
            paramLabel = "NAME",
            description = "Column that says where a pair came from (default: source, if there is one).")
    String sourceColumn;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Take only these rows of --csv, e.g. split=train; may be given several times.")
    Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--accumulate",
            defaultValue = "1",
            paramLabel = "K",
            description = "Batches to a step; the pairs of all of them are contrasted (default: ${DEFAULT-VALUE}).")
    int accumulate;

    @Option(
            names = {"--sampling", "--sample-strategy", "--sample_stratagy"},
            defaultValue = "default",
            converter = ChoiceConverter.OfSampling.class,
            paramLabel = "S",
            description = "default: all pairs in random order; source-balanced: as many of each source in each batch.")
    Sampling sampling;

    @Option(
            names = {"--sample-ratios", "--sample_ratios"},
            paramLabel = "JSON",
            description = "Share of each source in a batch, e.g. {\"atlas\":0.7,\"web\":0.3}; equal shares by default.")
    String ratios;

    /**
     * Refuses what does not fit together, before anything is read.
     *
     * @param validation which reads tables by the same columns
     */
    void check(WrittenOptions written, ValidationOptions validation) {
        if (csv == null && shards.isEmpty()) {
            throw new UsageException("expected pairs to learn from; give --csv FILE or --shards PATTERN");
        }
        written.onlyWith(csv != null, "--csv FILE", "--where", "--source-column");
        written.onlyWith(
                csv != null || validation.readsTables(),
                "a table of pictures: --csv, --val-csv or --zero-shot",
                "--image-column",
                "--image-root");
        written.onlyWith(
                csv != null || validation.needsCaptionColumn(),
                "--csv FILE (or --val-csv FILE without --val-caption-column)",
                "--caption-column");
        written.onlyWith(
                sampling == Sampling.SOURCE_BALANCED,
                "--sampling source-balanced",
                "--sample-ratios",
                "--source-column");
        written.oneOfEachKey("--where");
        Bounds.atLeast(1, "--accumulate", accumulate);
        shares();
    }

    /** Reads and joins them. */
    TrainingPairs read() throws IOException {
        Optional<TrainingPairs> rows =
                csv == null ? Optional.empty() : Optional.of(TrainingPairs.of(table(csv, where), columns()));
        if (shards.isEmpty()) {
            return rows.orElseThrow();
        }
        TrainingPairs members = TrainingPairs.of(ShardPattern.expand(shards));
        return rows.isPresent() ? rows.get().and(members) : members;
    }

    private TrainingPairs.Columns columns() {
        return new TrainingPairs.Columns(table.source(), captionColumns, Optional.ofNullable(sourceColumn));
    }

    /** Some rows of a table. */
    static Table table(Path file, Map<String, String> where) throws IOException {
        Table rows = TableOptions.read(file);
        for (Map.Entry<String, String> one : where.entrySet()) {
            rows = rows.where(one.getKey(), one.getValue());
        }
        return rows;
    }

    DataOptions batches(int batchSize, Augmentation augmentation) {
        return new DataOptions(batchSize, accumulate, sampling, shares(), augmentation);
    }

    private Map<String, Double> shares() {
        if (ratios == null) {
            return Map.of();
        }
        try {
            Map<String, Double> shares = JSON.readValue(ratios, new TypeReference<LinkedHashMap<String, Double>>() {});
            if (shares != null && !shares.containsValue(null)) {
                return shares;
            }
        } catch (JacksonException e) {
            // The same answer as for other JSON.
        }
        throw new UsageException("--sample-ratios: expected JSON such as {\"atlas\":0.7,\"web\":0.3}, found " + ratios);
    }
}
