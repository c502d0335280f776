package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.eval.ZeroShotFixture.DataSet;

/** Classifier, metrics and retrieval against what the reference wrote for a stand-in model. */
@Tag("golden")
class ZeroShotGoldenTest {
    private static final double EXACT = 1e-9;
    private static final double ARRAY = 2e-5;
    /** The reference computes its losses in float32. */
    private static final double LOSS = 1e-5;
    /** Among equal scores the reference's ranks are those of an unstable sort. */
    private static final double TIED_RANK = 0.05;

    private static final double TIED_RECALL = 0.02;

    static Stream<DataSet> dataSets() throws IOException {
        return ZeroShotFixture.open().dataSets().stream();
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void classifier(DataSet set) throws IOException {
        float[][] expected = set.expectedClassifier(); // [d, c]
        float[][] vectors = set.classifier().classVectors(); // [c, d]
        assertThat(expected[0]).hasSize(vectors.length);
        assertThat(expected).hasDimensions(vectors[0].length, vectors.length);
        double largest = 0;
        for (float[] row : expected) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (int k = 0; k < expected.length; k++) {
            for (int c = 0; c < vectors.length; c++) {
                assertThat((double) vectors[c][k])
                        .as("%s [%d, %d]", set, k, c)
                        .isCloseTo(expected[k][c], within(ARRAY * largest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void metrics(DataSet set) throws IOException {
        ZeroShotFixture fixture = set.fixture();
        assertThat((double) ZeroShotClassifier.IMAGE_SCALE)
                .isEqualTo(fixture.meta().get("image_scale_in_classification").doubleValue());
        float[][] probabilities = set.classifier().probabilities(set.images());
        ClassificationMetrics metrics = ClassificationMetrics.of(Predictions.of(set.labels(), probabilities));
        for (JsonNode results : fixture.resultObjects()) {
            for (String key : set.resultKeys()) {
                assertThat(valueOf(key, metrics)).as(key).isCloseTo(number(results, key), within(EXACT));
            }
            assertThat(fixture.unknownZeroShotKeys(results)).isEmpty();
        }
        JsonNode extra = fixture.meta().path(set.name() + "_metric_wf1");
        if (!extra.isMissingNode()) {
            assertThat(metrics.auroc().orElseThrow()).isCloseTo(number(extra, "macro_ovr_auroc"), within(EXACT));
            assertThat(metrics.weightedF1()).isCloseTo(number(extra, "weighted_f1"), within(EXACT));
        }
        checkExport(set, metrics.predictions());
    }

    private static double valueOf(String key, ClassificationMetrics metrics) {
        String suffix = key.substring(key.lastIndexOf('-') + 1);
        return switch (suffix) {
            case "wf1" -> metrics.weightedF1();
            case "auroc" -> metrics.auroc().orElseThrow();
            case "acc" -> key.endsWith("-top3-acc") ? metrics.topK(3) : metrics.accuracy();
            default -> throw new IllegalStateException("no metric for the key " + key);
        };
    }

    private static void checkExport(DataSet set, Predictions predictions) throws IOException {
        List<Path> files = set.exports();
        assertThat(files).as("exports of %s", set).isNotEmpty();
        for (Path file : files) {
            try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
                Iterator<CsvRecord> records = csv.iterator();
                List<String> header = records.next().getFields();
                assertThat(header.subList(1, 3)).containsExactly("true_label", "predicted_label");
                assertThat(header).hasSize(3 + predictions.classes());
                int row = 0;
                for (; records.hasNext(); row++) {
                    checkRow(file + " row " + row, records.next(), predictions, row);
                }
                assertThat(row).as(file.toString()).isEqualTo(predictions.rows());
            }
        }
    }

    private static void checkRow(String where, CsvRecord written, Predictions predictions, int row) {
        assertThat(predictions.label(row)).as(where).isEqualTo(Integer.parseInt(written.getField(1)));
        assertThat(predictions.predicted(row)).as(where).isEqualTo(Integer.parseInt(written.getField(2)));
        for (int c = 0; c < predictions.classes(); c++) {
            assertThat(predictions.probability(row, c))
                    .as("%s class %d", where, c)
                    .isCloseTo(Float.parseFloat(written.getField(3 + c)), within(ARRAY));
        }
    }

    static Stream<Path> pairs() throws IOException {
        Path folder = ZeroShotFixture.open().folder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(
                            file -> file.getFileName().toString().matches("retrieval.*_images\\.npy"))
                    .sorted()
                    .toList();
            assertThat(images).as("*_images.npy of retrieval in %s", folder).isNotEmpty();
            return images.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void retrieval(Path imageFile) throws IOException {
        ZeroShotFixture fixture = ZeroShotFixture.open();
        String name = imageFile.getFileName().toString().replace("_images.npy", "");
        float[][] images = ZeroShotFixture.rows(imageFile);
        float[][] texts = ZeroShotFixture.rows(imageFile.resolveSibling(name + "_texts.npy"));
        RetrievalMetrics metrics = RetrievalMetrics.of(images, texts);
        if (fixture.meta().has(name)) {
            checkDirections(metrics, fixture.meta().get(name));
            return;
        }
        double loss = ValidationLoss.of(
                images,
                texts,
                number(fixture.meta(), "logit_scale_in_validation"),
                fixture.meta().get("batch").intValue());
        for (JsonNode results : fixture.resultObjects()) {
            checkDirections(metrics, results);
            assertThat(loss).isCloseTo(number(results, "clip_val_loss"), within(LOSS));
            assertThat(images).hasNumberOfRows(results.get("num_samples").intValue());
        }
    }

    private static void checkDirections(RetrievalMetrics metrics, JsonNode expected) {
        Map<String, Ranks> directions =
                Map.of("image_to_text", metrics.imageToText(), "text_to_image", metrics.textToImage());
        directions.forEach((direction, ranks) -> {
            TreeSet<String> keys = ZeroShotFixture.keysStartingWith(expected, direction);
            assertThat(keys).as("metrics of %s", direction).hasSizeGreaterThan(2);
            for (String key : keys) {
                boolean recall = key.contains("_R@");
                double tied = recall ? TIED_RECALL : TIED_RANK;
                assertThat(valueOf(key, direction, ranks))
                        .as(key)
                        .isCloseTo(number(expected, key), within(ranks.tied() > 0 ? tied : EXACT));
            }
        });
    }

    private static double valueOf(String key, String direction, Ranks ranks) {
        String metric = key.substring(direction.length() + 1);
        return switch (metric) {
            case "mean_rank" -> ranks.meanRank();
            case "median_rank" -> ranks.medianRank();
            default -> ranks.recallAt(Integer.parseInt(metric.substring("R@".length())));
        };
    }

    private static double number(JsonNode object, String key) {
        assertThat(object.path(key).isNumber()).as("a number under %s", key).isTrue();
        return object.get(key).doubleValue();
    }
}
