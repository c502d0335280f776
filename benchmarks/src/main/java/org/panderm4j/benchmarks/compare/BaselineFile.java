package org.panderm4j.benchmarks.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A baseline as JSON: a list of recordings, each a machine and the samples that were taken on it. */
final class BaselineFile {
    private static final int FORMAT = 1;

    private BaselineFile() {}

    /**
     * Reads a baseline.
     *
     * @throws IOException when the file is none; the message says where
     */
    static Baseline read(Path file) throws IOException {
        JsonPlace root = JsonPlace.read(file);
        root.get("format").require(root.get("format").count() == FORMAT, "format " + FORMAT);
        SortedMap<BenchmarkKey, Baseline.Entry> entries = new TreeMap<>();
        for (JsonPlace recording : root.get("recordings").items()) {
            MachineDescription machine = machine(recording.get("machine"));
            for (JsonPlace entry : recording.get("benchmarks").items()) {
                Series series = new Series(
                        entry.get("unit").text(), entry.get("samples").samples());
                Baseline.Entry before = entries.put(JmhResult.key(entry), new Baseline.Entry(machine, series));
                entry.require(before == null, "each benchmark once");
            }
        }
        return new Baseline(entries);
    }

    private static MachineDescription machine(JsonPlace json) throws IOException {
        return new MachineDescription(
                json.get("cpu").text(),
                json.get("cores").count(),
                json.get("jdk").text(),
                json.get("nd4j").text(),
                json.get("onednn").text());
    }

    /** Writes beside the place, then renames: who reads meanwhile sees the old file or the new one. */
    static void write(Path file, Baseline baseline) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".part");
        byte[] json = JsonPlace.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(baseline));
        Files.write(aside, json);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ObjectNode json(Baseline baseline) {
        ObjectNode root = JsonPlace.MAPPER.createObjectNode().put("format", FORMAT);
        ArrayNode recordings = root.putArray("recordings");
        Map<MachineDescription, ArrayNode> lists = new LinkedHashMap<>();
        baseline.entries()
                .forEach((key, entry) -> put(
                        lists.computeIfAbsent(entry.machine(), machine -> recording(recordings, machine)),
                        key,
                        entry.series()));
        return root;
    }

    private static ArrayNode recording(ArrayNode recordings, MachineDescription machine) {
        ObjectNode recording = recordings.addObject();
        recording
                .putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("jdk", machine.jdk())
                .put("nd4j", machine.nd4j())
                .put("onednn", machine.onednn());
        return recording.putArray("benchmarks");
    }

    private static void put(ArrayNode list, BenchmarkKey key, Series series) {
        ObjectNode entry = list.addObject()
                .put("benchmark", key.benchmark())
                .put("mode", key.mode().label())
                .put("threads", key.threads());
        ObjectNode params = entry.putObject("params");
        key.params().forEach(params::put);
        entry.put("unit", series.unit());
        ArrayNode forks = entry.putArray("samples");
        for (double[] fork : series.forks()) {
            ArrayNode samples = forks.addArray();
            for (double sample : fork) {
                samples.add(sample);
            }
        }
    }
}
