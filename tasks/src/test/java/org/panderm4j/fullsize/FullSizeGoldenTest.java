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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.verify.Comparison;
import org.panderm4j.verify.Reference;
import org.panderm4j.verify.Verification;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.open.ModelRequest;

/**
 * Models at their real size, opened from a folder on disk as a user would open it, pictures from their files: every reference
 * array within 2e-5 of its largest value. One model lies on the disk at a time. Skipped are fixtures of models whose keys this
 * package does not list, and the arrays of families that cannot be read.
 */
@Tag("golden")
@ParameterizedClass
@MethodSource("cases")
class FullSizeGoldenTest {
    private static final double TOLERANCE = 2e-5;
    private static final double LEAST_COSINE = 0.9995;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path disk;

    private static Path checkpoint;

    @Parameter
    private Path folder;

    static List<Path> cases() {
        List<Path> cases = GoldenCases.cases("fullsize");
        assumeThat(cases).as("full-size fixtures").isNotEmpty();
        return cases;
    }

    @BeforeParameterizedClassInvocation
    static void writeModel(Path folder) throws IOException {
        Optional<FullSizeModel> model = FullSizeModel.find(folder.getFileName().toString());
        assumeThat(model).as("keys of %s", folder).isPresent();
        Statistics statistics = statistics(folder, model.get());
        checkpoint = FormulaCheckpoint.write(model.get(), statistics, disk.resolve("model"));
    }

    /** Some fixtures were made with other means and deviations than the model's. */
    private static Statistics statistics(Path folder, FullSizeModel model) throws IOException {
        JsonNode info = info(folder);
        return info.has("mean")
                ? JSON.convertValue(((ObjectNode) info).retain("mean", "std"), Statistics.class)
                : model.statistics();
    }

    private static JsonNode info(Path folder) throws IOException {
        return JSON.readTree(folder.resolve("info.json").toFile());
    }

    @AfterParameterizedClassInvocation
    static void deleteModel() throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(disk)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void weightsAreThoseOfTheReference() throws IOException {
        JsonNode check = JSON.readTree(folder.resolve("weights_check.json").toFile());
        double total = 0;
        int seen = 0;
        try (Checkpoint weights = Checkpoint.open(checkpoint)) {
            for (Map.Entry<String, TensorSource> tensor : weights.tensors().entrySet()) {
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
        assertThat(seen)
                .as("tensors of %s", folder)
                .isPositive()
                .isEqualTo(check.path("some").size());
        double expected = check.path("total_sum").doubleValue();
        assertThat(Math.abs(total - expected)).as("sum of %s", folder).isLessThan(1e-9 * Math.abs(expected));
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

    @Test
    void everyArrayIsReached() throws IOException {
        assumeThat(Mapping.families())
                .as("family of %s", folder.getFileName())
                .anyMatch(family -> (folder.getFileName() + "-").startsWith(family + "-"));
        try (DermModel model = DermModel.open(checkpoint.getParent().toString())) {
            List<Comparison> comparisons =
                    Verification.run(model, new Reference(folder), Optional.of(pictures(model)), TOLERANCE);
            assertThat(comparisons).isNotEmpty();
            assertThat(comparisons)
                    .as("arrays of %s", folder)
                    .allSatisfy(one -> assertThat(one.holds()).as("%s", one).isTrue());
        }
    }

    /** Every feature of both towers, bf16 against f32 of the same engine. */
    @Test
    void bf16KeepsTheFeatures() throws IOException {
        assumeThat(Engines.has(Engines.ONEDNN, Precision.BF16)).as("bf16").isTrue();
        Map<String, float[][]> exact = features(Precision.F32);
        Map<String, float[][]> rounded = features(Precision.BF16);
        assertThat(exact).isNotEmpty();
        exact.forEach((name, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                assertThat(Vectors.dot(Vectors.unit(rows[i]), Vectors.unit(rounded.get(name)[i])))
                        .as("cosine of %s, row %d, of %s", name, i, folder)
                        .isGreaterThanOrEqualTo(LEAST_COSINE);
            }
        });
    }

    private Map<String, float[][]> features(Precision precision) throws IOException {
        Map<String, float[][]> features = new LinkedHashMap<>();
        EngineOptions options = new EngineOptions(Engines.ONEDNN, precision, 0);
        try (DermModel model =
                DermModel.open(ModelRequest.of(checkpoint.getParent().toString()), options)) {
            Batch.Images pictures = pictures(model);
            Encoder images = model.imageEncoder();
            for (String head : images.tower().heads().keySet()) {
                features.put("image " + head, images.features(pictures, head));
            }
            Path tokens = folder.resolve("tokens.npy");
            if (Files.exists(tokens)) {
                features.put("text", model.textEncoder().features(Reference.texts(tokens), Tower.EMBEDDING));
            }
        }
        return features;
    }

    private Batch.Images pictures(DermModel model) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        for (JsonNode name : info(folder).path("images")) {
            pixels.add(model.prepare(GoldenCases.beside(folder, "images/" + name.asText())));
        }
        int side = model.description().preprocessing().height();
        return new Batch.Images(pixels, side, side);
    }
}
