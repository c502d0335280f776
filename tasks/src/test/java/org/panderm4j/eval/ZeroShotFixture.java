package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

/** The folder {@code zero-shot} of the golden fixtures, read through the stand-in model it describes. */
record ZeroShotFixture(Path folder, JsonNode meta, JsonNode facts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGES = "_images.npy";

    static ZeroShotFixture open() throws IOException {
        List<Path> folders = GoldenCases.folder("zero-shot");
        assertThat(folders).as("a folder zero-shot in %s", GoldenCases.roots()).isNotEmpty();
        try (InputStream facts = ZeroShotFixture.class.getResourceAsStream("/zero-shot-datasets.json")) {
            Path folder = folders.get(0);
            return new ZeroShotFixture(
                    folder, JSON.readTree(folder.resolve("meta.json").toFile()), JSON.readTree(facts));
        }
    }

    /** Every set with image rows and labels. */
    List<DataSet> dataSets() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<DataSet> sets = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(IMAGES))
                    .map(file -> file.substring(0, file.length() - IMAGES.length()))
                    .filter(name -> Files.exists(folder.resolve(name + "_labels.npy")))
                    .sorted()
                    .map(name -> new DataSet(this, name))
                    .toList();
            assertThat(sets).as("*_images.npy with labels in %s", folder).isNotEmpty();
            return sets;
        }
    }

    /** What the reference's evaluation returned: its file, line by line, and the copy in the meta data. */
    List<JsonNode> resultObjects() throws IOException {
        List<JsonNode> out = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("results.jsonl"))) {
            if (!line.isBlank()) {
                out.add(JSON.readTree(line));
            }
        }
        assertThat(out).isNotEmpty();
        out.add(meta.get("metrics"));
        return out;
    }

    /** Zero-shot results that no data set of this fixture accounts for. */
    TreeSet<String> unknownZeroShotKeys(JsonNode results) throws IOException {
        TreeSet<String> keys = keysStartingWith(results, "zeroshot-");
        dataSets().forEach(set -> keys.removeAll(set.resultKeys()));
        return keys;
    }

    static TreeSet<String> keysStartingWith(JsonNode object, String prefix) {
        TreeSet<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.removeIf(key -> !key.startsWith(prefix));
        return keys;
    }

    static float[][] rows(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        float[] flat = array.floats();
        int width = array.dim(1);
        float[][] rows = new float[array.dim(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    record DataSet(ZeroShotFixture fixture, String name) {
        float[][] images() throws IOException {
            return rows(fixture.folder.resolve(name + IMAGES));
        }

        int[] labels() throws IOException {
            return Arrays.stream(Npy.read(fixture.folder.resolve(name + "_labels.npy"))
                            .longs())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        }

        float[][] expectedClassifier() throws IOException {
            return rows(fixture.folder.resolve(name + "_classifier.npy"));
        }

        /** Built from the stand-in model's features of every class's prompts. */
        ZeroShotClassifier classifier() throws IOException {
            float[][] table = rows(fixture.folder.resolve("text_table.npy"));
            JsonNode index = JSON.readTree(
                    fixture.folder.resolve("text_table_index.json").toFile());
            List<String> templates = texts(fixture.facts.get("templates"));
            List<String> classes = texts(facts().get("classes"));
            float[][][] features = new float[classes.size()][templates.size()][]; // [c, p, d]
            for (int c = 0; c < features.length; c++) {
                for (int p = 0; p < features[c].length; p++) {
                    String prompt = templates.get(p).replace("{}", classes.get(c));
                    assertThat(index.has(prompt))
                            .as("a row for the prompt '%s'", prompt)
                            .isTrue();
                    features[c][p] = table[index.get(prompt).intValue()];
                }
            }
            return ZeroShotClassifier.ofPrompts(features);
        }

        List<String> resultKeys() {
            return texts(facts().get("result_keys"));
        }

        List<Path> exports() throws IOException {
            Path exports = fixture.folder
                    .resolve("export")
                    .resolve(facts().get("export_folder").textValue());
            try (Stream<Path> files = Files.list(exports)) {
                return files.filter(file -> file.toString().endsWith(".csv")).toList();
            }
        }

        private JsonNode facts() {
            JsonNode facts = fixture.facts.get("datasets").path(name);
            assertThat(facts.isObject())
                    .as("facts about the data set %s in zero-shot-datasets.json", name)
                    .isTrue();
            return facts;
        }

        private static List<String> texts(JsonNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::textValue)
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
