package org.panderm4j.peers.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** An outcome as a file for programs, every single time in it. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Writes the file, replacing one that is there. */
    public static void write(Path file, Machine machine, int threads, Outcome outcome) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(machine, threads, outcome));
    }

    static ObjectNode of(Machine machine, int threads, Outcome outcome) {
        ObjectNode root = MAPPER.createObjectNode();
        root.set("machine", MAPPER.valueToTree(machine));
        root.put("threads", threads);
        ObjectNode versions = root.putObject("versions");
        outcome.versions().forEach((contestant, version) -> versions.put(contestant.id(), version));
        ArrayNode agreements = root.putArray("agreements");
        outcome.agreements().forEach(agreement -> agreements.add(of(agreement)));
        ArrayNode results = root.putArray("results");
        outcome.series().forEach(series -> results.add(of(series)));
        ArrayNode ratios = root.putArray("ratios");
        outcome.ratios().forEach(ratio -> ratios.add(of(ratio)));
        return root;
    }

    private static ObjectNode of(Agreement agreement) {
        return MAPPER.createObjectNode()
                .put("model", agreement.model().id())
                .put("engine", agreement.contestant().id())
                .put("reference", agreement.reference().id())
                .put("max_relative_error", agreement.error())
                .put("cosine", agreement.cosine())
                .put("contrast", agreement.contrast())
                .put("agrees", agreement.holds());
    }

    private static ObjectNode of(Series series) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("engine", series.contestant().engine())
                .put("precision", series.contestant().precisionName())
                .put("model", series.model().id())
                .put("batch_size", series.batch())
                .put("items_per_second", series.rate())
                .put("gflops", series.gigaflops())
                .put("spread", series.spread());
        node.set("seconds", MAPPER.valueToTree(series.rounds()));
        return node;
    }

    private static ObjectNode of(Ratio ratio) {
        return MAPPER.createObjectNode()
                .put("model", ratio.ours().model().id())
                .put("batch_size", ratio.ours().batch())
                .put("ours", ratio.ours().contestant().id())
                .put("peer", ratio.peer().contestant().id())
                .put("ratio", ratio.value())
                .put("lowest_round", ratio.lowest())
                .put("highest_round", ratio.highest());
    }
}
