package org.panderm4j.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** {@code run.json}, and the plan of a run that is not finished yet, which is its beginning. */
public final class RunRecord {
    /** Name of the file. */
    public static final String NAME = "run.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunRecord() {}

    /** Puts {@code run.json} of a run that is over into a folder that is not a run folder while it is written. */
    public static void write(Path folder, RunPlan plan, RunFacts facts, Instant started, Duration wall)
            throws IOException {
        AsideFile.write(folder.resolve(NAME), ofRun(plan, facts, started, wall, false, 0));
    }

    /**
     * The plan of a finished run.
     *
     * @throws IOException in one line when the folder holds none
     */
    public static RunPlan finished(Path folder) throws IOException {
        String expected = folder + ": expected the folder of a finished run, found ";
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(expected + (Files.exists(folder) ? "a file" : "nothing"));
        }
        RunState.Kind kind = RunState.of(folder).kind();
        if (kind == RunState.Kind.INTERRUPTED) {
            throw new IOException(expected + "an interrupted run of '"
                    + readPlan(folder.resolve(RunFolder.PLAN)).command()
                    + "'; go on with it by its own command and --resume");
        }
        if (kind != RunState.Kind.FINISHED) {
            throw new IOException(expected + "no " + NAME + " of one in it");
        }
        return readPlan(folder.resolve(NAME));
    }

    static byte[] ofPlan(RunPlan plan) throws IOException {
        return JSON.writeValueAsBytes(planNode(plan));
    }

    static byte[] ofRun(RunPlan plan, RunFacts facts, Instant started, Duration wall, boolean resumed, int failures)
            throws IOException {
        Map<String, String> versions = new TreeMap<>(Machine.versions());
        versions.putAll(facts.versions());
        ObjectNode node = planNode(plan);
        node.set("versions", JSON.valueToTree(versions));
        node.set("digests", JSON.valueToTree(new TreeMap<>(facts.digests())));
        node.put("started", started.toString());
        node.put("wall_seconds", wall.toMillis() / 1000.0);
        Machine.peakMemory().ifPresent(bytes -> node.put("peak_memory_bytes", bytes));
        node.put("resumed", resumed);
        node.put("failures", failures);
        return JSON.writeValueAsBytes(node);
    }

    private static ObjectNode planNode(RunPlan plan) {
        ObjectNode node = JSON.createObjectNode();
        node.put("command", plan.command());
        node.set("options", JSON.valueToTree(plan.options()));
        node.put("seed", plan.seed());
        node.put("inputs_digest", plan.inputsDigest());
        return node;
    }

    /** The plan at the beginning of either file. */
    static RunPlan readPlan(Path file) throws IOException {
        JsonNode node = JSON.readTree(file.toFile());
        if (!node.path("command").isTextual()
                || !node.path("options").isObject()
                || !node.path("seed").isIntegralNumber()) {
            throw new IOException(file + ": expected the record of a run (command, options, seed), found other JSON");
        }
        return new RunPlan(
                node.get("command").textValue(),
                JSON.convertValue(node.get("options"), new TypeReference<Map<String, String>>() {}),
                node.get("seed").longValue(),
                node.path("inputs_digest").asText());
    }
}
