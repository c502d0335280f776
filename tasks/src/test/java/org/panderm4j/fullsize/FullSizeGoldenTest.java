package org.panderm4j.fullsize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.verify.Comparison;
import org.panderm4j.verify.Reference;
import org.panderm4j.verify.Verification;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.mapping.Mapping;

/**
 * The model at its real size, opened from a folder on disk as a user would open it, pictures from their files: every reference
 * array within 2e-5 of its largest value. Skipped only where there is no full-size fixture at all.
 */
@Tag("golden")
class FullSizeGoldenTest {
    private static final double TOLERANCE = 2e-5;
    private static final String KEYS_KNOWN_OF = "panderm2";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path hub;

    @BeforeAll
    static void writeModel() throws IOException {
        assumeThat(GoldenCases.cases("fullsize")).as("full-size fixtures").isNotEmpty();
        FormulaCheckpoint.write(hub);
    }

    static List<Path> cases() {
        List<Path> readable = GoldenCases.cases("fullsize").stream()
                .filter(folder -> Mapping.families().stream().anyMatch(family -> isOf(folder, family)))
                .toList();
        assertThat(readable)
                .as("full-size fixtures of families that can be read")
                .isNotEmpty();
        assertThat(readable)
                .as("fixtures whose key names this package lists")
                .allMatch(folder -> isOf(folder, KEYS_KNOWN_OF));
        return readable;
    }

    private static boolean isOf(Path folder, String family) {
        return (folder.getFileName() + "-").startsWith(family + "-");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsAreThoseOfTheReference(Path folder) throws IOException {
        JsonNode check = JSON.readTree(folder.resolve("weights_check.json").toFile());
        double total = 0;
        int seen = 0;
        try (Checkpoint checkpoint = Checkpoint.open(hub.resolve("open_clip_model.safetensors"))) {
            for (Map.Entry<String, TensorSource> tensor : checkpoint.tensors().entrySet()) {
                float[] values = values(tensor.getValue());
                double sum = sum(values);
                total += sum;
                JsonNode expected = check.path("some").path(tensor.getKey());
                if (!expected.isMissingNode()) {
                    compare(tensor.getKey(), expected, tensor.getValue(), values, sum);
                    seen++;
                }
            }
        }
        assertThat(seen).isPositive().isEqualTo(check.path("some").size());
        double expected = check.path("total_sum").doubleValue();
        assertThat(Math.abs(total - expected)).isLessThan(1e-9 * Math.abs(expected));
    }

    private static void compare(String name, JsonNode expected, TensorSource tensor, float[] values, double sum) {
        assertThat(tensor.shape()).as(name).isEqualTo(JSON.convertValue(expected.path("shape"), long[].class));
        for (int i = 0; i < expected.path("first").size(); i++) {
            assertThat(values[i]).as("%s[%d]", name, i).isEqualTo((float)
                    expected.path("first").path(i).doubleValue());
        }
        assertThat(Math.abs(sum - expected.path("sum").doubleValue()))
                .as("sum of %s", name)
                .isLessThan(1e-6);
    }

    private static float[] values(TensorSource tensor) throws IOException {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        tensor.copyTo(FloatBuffer.wrap(values));
        return values;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyArrayIsReached(Path folder) throws IOException {
        JsonNode info = JSON.readTree(folder.resolve("info.json").toFile());
        takeStatistics(info);
        try (DermModel model = DermModel.open(hub.toString())) {
            List<Comparison> comparisons = Verification.run(
                    model, new Reference(folder), Optional.of(pictures(model, folder, info)), TOLERANCE);
            assertThat(comparisons).isNotEmpty();
            assertThat(comparisons)
                    .allSatisfy(one -> assertThat(one.holds()).as("%s", one).isTrue());
        }
    }

    /** Some fixtures were made with other means and deviations than the usual ones. */
    private static void takeStatistics(JsonNode info) throws IOException {
        Path file = hub.resolve("open_clip_config.json");
        JsonNode config = JSON.readTree(Files.readString(file));
        ObjectNode preprocessing = (ObjectNode) config.path("preprocess_cfg");
        for (String field : List.of("mean", "std")) {
            if (info.has(field)) {
                preprocessing.set(field, info.get(field));
            }
        }
        Files.writeString(file, JSON.writeValueAsString(config));
    }

    private static Batch.Images pictures(DermModel model, Path folder, JsonNode info) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        for (JsonNode name : info.path("images")) {
            pixels.add(model.prepare(GoldenCases.beside(folder, "images/" + name.asText())));
        }
        int side = model.description().preprocessing().height();
        return new Batch.Images(pixels, side, side);
    }
}
