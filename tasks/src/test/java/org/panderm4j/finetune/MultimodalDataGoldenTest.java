package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.augment.FinetuneAugmentation;
import org.panderm4j.data.augment.FinetuneDraws;
import org.panderm4j.data.augment.TestTimeVariants;
import org.panderm4j.data.augment.VariantDraws;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.DataSets;
import org.panderm4j.data.multimodal.MetadataText;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.data.multimodal.ReferenceText;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.RoundedScores;

/** Tables, pictures and metrics of multimodal fine-tuning against what the reference makes of them. */
@Tag("golden")
class MultimodalDataGoldenTest {
    private static final String FAMILY = "multimodal-data";
    /** End of the names of pictures as they are loaded. */
    private static final String LOADED = "_loaded_224_u8.npy";

    private static final double METRIC = 1e-9;
    private static final float NORMALISED = 1e-6f;
    private static final int GRID = 8; // every eighth row and column was recorded
    private static final double MEAN = 1e-9;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Criteria by their names in the fixture. */
    private static final Map<String, String> CRITERIA = Map.of(
            "PN", "pigment_network",
            "BWV", "blue_whitish_veil",
            "VS", "vascular_structures",
            "PIG", "pigmentation",
            "STR", "streaks",
            "DaG", "dots_and_globules",
            "RS", "regression_structures");

    private static final Map<String, Split> SPLITS =
            Map.of("train", Split.TRAIN, "valid", Split.VAL, "val", Split.VAL, "test", Split.TEST);

    @TempDir
    private Path scratch;

    /** Folders of the family that hold a file of a kind, whatever they are called. */
    private static List<Path> folders(Predicate<Path> file) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : GoldenCases.cases(FAMILY)) {
            try (Stream<Path> all = Files.walk(folder, 2)) {
                if (all.map(folder::relativize).anyMatch(file)) {
                    found.add(folder);
                }
            }
        }
        return found;
    }

    /** The same, of which there must be some. */
    private static Stream<Path> holding(Predicate<Path> file) throws IOException {
        List<Path> found = folders(file);
        assertThat(found).as("cases of this kind in " + GoldenCases.roots()).isNotEmpty();
        return found.stream();
    }

    private static Predicate<Path> ending(String end) {
        return file -> file.toString().endsWith(end);
    }

    /** Tables with files that number their rows. */
    static Stream<Path> derm7pt() throws IOException {
        return holding(ending("_indexes.csv"));
    }

    /** Tables with their expectations beside them. */
    static Stream<Path> milk() throws IOException {
        return holding(ending("_expected.json"));
    }

    /** Tables by split with one file of expectations. */
    static Stream<Path> pad() throws IOException {
        return holding(Path.of("train.csv")::equals);
    }

    /** Pictures that were changed by draws that are told. */
    static Stream<Path> augment() throws IOException {
        return holding(Path.of("augment.json")::equals);
    }

    static Stream<Path> metrics() {
        List<Path> found = GoldenCases.folder(FAMILY);
        assertThat(found).as("folder " + FAMILY + " in " + GoldenCases.roots()).isNotEmpty();
        return found.stream();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.textValue()));
        return texts;
    }

    private static float[] floats(JsonNode list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i).isNumber() ? list.get(i).floatValue() : Float.NaN;
        }
        return floats;
    }

    /** A row as a program holds it, as it would stand in a table. */
    private static Map<String, String> fields(JsonNode row) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : row.properties()) {
            JsonNode value = one.getValue();
            if (value.isBoolean()) {
                fields.put(one.getKey(), value.booleanValue() ? "True" : "False");
            } else if (!value.isNull()) {
                fields.put(one.getKey(), value.asText());
            }
        }
        return fields;
    }

    private static void checkPrompts(JsonNode fixture, Function<JsonNode, MetadataText> text) {
        List<String> expected = texts(fixture.get("prompts"));
        List<String> made = new ArrayList<>();
        fixture.get("rows").forEach(row -> made.add(text.apply(row).of(fields(row))));
        assertThat(made).isNotEmpty();
        // The reference answers a row past the end as one without any field; some fixtures ask for it.
        while (made.size() < expected.size()) {
            made.add(text.apply(fixture.get("rows").get(0)).of(Map.of()));
        }
        assertThat(made).containsExactlyElementsOf(expected);
    }

    private static void checkVectors(JsonNode expected, MetadataVector vector, List<Case> cases) {
        assertThat(expected).isNotEmpty().hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(vector.of(cases.get(i).metadata()))
                    .as("vector of case %d", i)
                    .containsExactly(floats(expected.get(i)));
        }
    }

    private static List<String> prompts(CaseTable table, List<Case> cases) {
        Map<Split, MetadataText> texts = table.metadata().referenceText(table.cases());
        return cases.stream()
                .map(one -> texts.get(one.split()).of(one.metadata()))
                .toList();
    }

    /** Columns of a row that hold a text, where others hold a boolean or a number. */
    private static Set<String> textual(JsonNode row) {
        return row.properties().stream()
                .filter(one -> one.getValue().isTextual())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource
    void derm7pt(Path folder) throws IOException {
        JsonNode expected = json(folder.resolve("expected.json"));
        CaseTable table = DataSets.named("derm7pt").read(folder);
        Map<Split, MetadataVector> vectors = table.metadata().reference(table.cases());
        assertThat(expected.get("splits")).isNotEmpty();
        for (Map.Entry<String, JsonNode> one : expected.get("splits").properties()) {
            JsonNode split = one.getValue();
            List<Case> cases = table.of(SPLITS.get(one.getKey()));
            assertThat(paths(folder, cases.stream().map(Case::dermoscopic)))
                    .containsExactlyElementsOf(texts(split.get("derm")));
            assertThat(paths(folder, cases.stream().map(Case::clinical)))
                    .containsExactlyElementsOf(texts(split.get("clinic")));
            for (Map.Entry<String, JsonNode> label : split.get("labels").properties()) {
                assertThat(cases)
                        .extracting(found -> label.getKey().equals("DIAG")
                                ? found.label().getAsInt()
                                : found.criteria().get(CRITERIA.get(label.getKey())))
                        .as(label.getKey())
                        .containsExactlyElementsOf(ints(label.getValue()));
            }
            MetadataVector vector = vectors.get(SPLITS.get(one.getKey()));
            assertThat(vector.columns()).containsExactlyElementsOf(texts(expected.get("meta_columns")));
            checkVectors(split.get("meta"), vector, cases);
            assertThat(prompts(table, cases)).containsExactlyElementsOf(texts(split.get("prompts")));
        }
        for (Path file : promptFiles(folder, "prompts_with_blanks.json")) {
            checkPrompts(json(file), row -> table.metadata().text());
        }
    }

    private static List<Path> promptFiles(Path folder, String known) throws IOException {
        List<Path> found = Stream.concat(files(folder, "_prompts.json").stream(), files(folder, known).stream())
                .distinct()
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Stream<String> paths(Path folder, Stream<Optional<NamedPicture>> pictures) {
        return pictures.map(
                one -> folder.relativize(one.orElseThrow().path()).toString().replace('\\', '/'));
    }

    private static List<Integer> ints(JsonNode list) {
        List<Integer> ints = new ArrayList<>();
        list.forEach(one -> ints.add(one.intValue()));
        return ints;
    }

    /** A folder as the reference lays it out, with copies of files as its splits. */
    private Path laidOut(Path from, Map<String, String> names) throws IOException {
        Path data = Files.createTempDirectory(scratch, "data");
        Path meta = Files.createDirectories(data.resolve("meta"));
        for (Map.Entry<String, String> one : names.entrySet()) {
            Files.copy(from.resolve(one.getKey()), meta.resolve(one.getValue()));
        }
        return data;
    }

    @ParameterizedTest
    @MethodSource
    void milk(Path folder) throws IOException {
        List<Path> expectations = files(folder, "_expected.json");
        assertThat(expectations).isNotEmpty();
        for (Path file : expectations) {
            JsonNode expected = json(file);
            String csv = file.getFileName().toString().replace("_expected.json", ".csv");
            CaseTable table = DataSets.named("milk-11").read(laidOut(folder, Map.of(csv, "train.csv")));
            Table raw = Table.read(folder.resolve(csv));
            assertThat(table.cases())
                    .extracting(one -> Integer.toString(one.label().getAsInt()))
                    .containsExactlyElementsOf(raw.values("target"));
            assertThat(table.cases())
                    .extracting(one -> one.dermoscopic().orElseThrow().name())
                    .containsExactlyElementsOf(raw.values("derm_path"));
            MetadataVector vector = table.metadata().reference(table.cases()).get(Split.TRAIN);
            assertThat(vector.columns()).containsExactlyElementsOf(texts(expected.get("meta_columns")));
            checkVectors(expected.get("meta"), vector, table.cases());
            assertThat(prompts(table, table.cases())).containsExactlyElementsOf(texts(expected.get("prompts")));
        }
        MetadataText plain = DataSets.named("milk-11")
                .read(laidOut(folder, firstTable(folder)))
                .metadata()
                .text();
        for (Path file : promptFiles(folder, "_prompts.json")) {
            JsonNode fixture = json(file);
            boolean hasConcepts = fixture.get("rows").get(0).has("erythema");
            checkPrompts(fixture, row -> hasConcepts ? ReferenceText.MILK_11_CONCEPTS : plain);
        }
    }

    /** One of the tables, as the training cases. */
    private static Map<String, String> firstTable(Path folder) throws IOException {
        return Map.of(files(folder, ".csv").get(0).getFileName().toString(), "train.csv");
    }

    @ParameterizedTest
    @MethodSource
    void pad(Path folder) throws IOException {
        JsonNode expected = json(folder.resolve("expected.json"));
        Map<String, String> tables = new LinkedHashMap<>();
        for (Path file : files(folder, ".csv")) {
            tables.put(file.getFileName().toString(), file.getFileName().toString());
        }
        CaseTable table = DataSets.named("pad").read(laidOut(folder, tables));
        Map<Split, MetadataVector> vectors = table.metadata().reference(table.cases());
        int checked = 0;
        for (Map.Entry<String, JsonNode> one : expected.properties()) {
            if (one.getKey().endsWith("_fitted_alone_columns")) {
                Split split = SPLITS.get(one.getKey().replace("_fitted_alone_columns", ""));
                MetadataVector alone =
                        table.metadata().reference(table.of(split)).get(split);
                assertThat(alone.columns()).containsExactlyElementsOf(texts(one.getValue()));
            } else {
                JsonNode split = one.getValue();
                List<Case> cases = table.of(SPLITS.get(one.getKey()));
                MetadataVector vector = vectors.get(SPLITS.get(one.getKey()));
                assertThat(vector.columns()).containsExactlyElementsOf(texts(split.get("meta_columns")));
                checkVectors(split.get("meta"), vector, cases);
                assertThat(prompts(table, cases)).containsExactlyElementsOf(texts(split.get("prompts")));
                assertThat(cases)
                        .extracting(found -> Integer.toString(found.label().getAsInt()))
                        .containsExactlyElementsOf(Table.read(folder.resolve(one.getKey() + ".csv"))
                                .values("target"));
                checked++;
            }
        }
        assertThat(checked).isPositive();
        for (Path file : promptFiles(folder, "_prompts.json")) {
            checkPrompts(json(file), row -> ReferenceText.pad(textual(row)));
        }
    }

    @ParameterizedTest
    @MethodSource
    void augment(Path folder) throws IOException {
        JsonNode recorded = json(folder.resolve("augment.json"));
        FinetuneTransform transform = new FinetuneTransform(ChannelOrder.BGR);
        Map<String, Pixels> loaded = new LinkedHashMap<>();
        for (Path picture : files(folder, ".png")) {
            loaded.put(picture.getFileName().toString().replace(".png", ""), transform.load(picture));
        }
        assertThat(loaded).isNotEmpty();
        checkGrids(folder, recorded.get("test"), loaded, Optional.empty());
        assertThat(recorded.get("train")).isNotEmpty();
        for (JsonNode one : recorded.get("train")) {
            checkGrids(folder, one, loaded, Optional.of(draws(one.get("applied"))));
        }
        assertThat(recorded.get("tta")).hasSize(TestTimeVariants.COUNT);
        VariantDraws draws = variantDraws(recorded.get("tta"));
        for (JsonNode one : recorded.get("tta")) {
            Pixels variant = new TestTimeVariants(transform)
                    .of(one.get("index").intValue(), loaded.values().iterator().next(), draws);
            checkVariant(folder, one, variant);
        }
        for (Path loading : folders(ending(LOADED))) {
            checkLoading(loading, transform);
        }
    }

    private static void checkLoading(Path folder, FinetuneTransform transform) throws IOException {
        List<Path> arrays = files(folder, LOADED);
        for (Path array : arrays) {
            String stem = array.getFileName().toString().replace(LOADED.substring(1), "");
            Path picture = files(folder, ".png").stream()
                    .filter(file -> file.getFileName().toString().startsWith(stem))
                    .findFirst()
                    .orElseThrow();
            assertThat(bgr(transform.load(picture))).isEqualTo(Npy.read(array).bytes());
        }
    }

    private static byte[] bgr(Pixels pixels) {
        byte[] bgr = new byte[pixels.rgb().length];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = pixels.rgb()[i / 3 * 3 + 2 - i % 3];
        }
        return bgr;
    }

    private static Optional<JsonNode> parameters(JsonNode applied, String name) {
        for (JsonNode one : applied) {
            if (one.get(0).textValue().equals(name)) {
                return Optional.of(one.get(1));
            }
        }
        return Optional.empty();
    }

    private static FinetuneDraws draws(JsonNode applied) {
        JsonNode crop = parameters(applied, "RandomResizedCrop").orElseThrow();
        return new FinetuneDraws(
                crop.get("crop_height").intValue(),
                crop.get("crop_width").intValue(),
                crop.get("h_start").doubleValue(),
                crop.get("w_start").doubleValue(),
                parameters(applied, "VerticalFlip").isPresent(),
                parameters(applied, "HorizontalFlip").isPresent(),
                parameters(applied, "RandomRotate90")
                        .map(one -> one.get("factor").intValue())
                        .orElse(0));
    }

    private static VariantDraws variantDraws(JsonNode variants) {
        double[] drawn = {0, 0, 0, 1, 1};
        for (JsonNode one : variants) {
            JsonNode applied = one.get("applied");
            parameters(applied, "HueSaturationValue").ifPresent(hsv -> {
                drawn[0] = hsv.get("hue_shift").doubleValue();
                drawn[1] = hsv.get("sat_shift").doubleValue();
            });
            parameters(applied, "RandomBrightness")
                    .ifPresent(found -> drawn[2] = found.get("beta").doubleValue());
            parameters(applied, "RandomContrast")
                    .ifPresent(found -> drawn[3] = found.get("alpha").doubleValue());
            parameters(applied, "RandomGamma")
                    .ifPresent(found -> drawn[4] = found.get("gamma").doubleValue());
        }
        return new VariantDraws(drawn[0], drawn[1], drawn[2], drawn[3], drawn[4]);
    }

    private static void checkGrids(Path folder, JsonNode one, Map<String, Pixels> loaded, Optional<FinetuneDraws> draws)
            throws IOException {
        FinetuneTransform transform = new FinetuneTransform(ChannelOrder.BGR);
        int checked = 0;
        for (Map.Entry<String, Pixels> picture : loaded.entrySet()) {
            Pixels made = draws.isEmpty()
                    ? picture.getValue()
                    : new FinetuneAugmentation(transform).apply(picture.getValue(), draws.get());
            if (one.has(picture.getKey() + "_grid")) {
                Path file = folder.resolve(one.get(picture.getKey() + "_grid").textValue());
                assertThat(everyEighth(transform.normalize(made), transform.size()))
                        .as(file.toString())
                        .containsExactly(Npy.read(file).floats(), within(NORMALISED));
                checked++;
            }
            if (one.has(picture.getKey() + "_u8")) {
                Path file = folder.resolve(one.get(picture.getKey() + "_u8").textValue());
                assertThat(bgr(made))
                        .as(file.toString())
                        .isEqualTo(Npy.read(file).bytes());
            }
        }
        assertThat(checked).isPositive();
    }

    private static float[] everyEighth(float[] values, int size) {
        int side = (size + GRID - 1) / GRID;
        float[] grid = new float[3 * side * side];
        for (int i = 0; i < grid.length; i++) {
            int row = i / side % side * GRID;
            grid[i] = values[(i / (side * side) * size + row) * size + i % side * GRID];
        }
        return grid;
    }

    private static void checkVariant(Path folder, JsonNode one, Pixels variant) throws IOException {
        byte[] bytes = bgr(variant);
        int size = variant.width();
        NpyArray grid = Npy.read(folder.resolve(one.get("u8_every_8th").textValue()));
        byte[] expected = grid.bytes(); // [rows, columns, channels]
        int side = (size + GRID - 1) / GRID;
        assertThat(expected).hasSize(3 * side * side);
        for (int i = 0; i < side * side; i++) {
            for (int c = 0; c < 3; c++) {
                int at = 3 * (i / side * GRID * size + i % side * GRID) + c;
                assertThat(bytes[at])
                        .as("variant %s, pixel %d, channel %d", one.get("index"), i, c)
                        .isEqualTo(expected[3 * i + c]);
            }
        }
        // Despite its name: beginnings of the first row, of several lengths.
        for (JsonNode beginning : one.get("u8_first_two_rows_cols")) {
            for (int i = 0; i < 3 * beginning.size(); i++) {
                assertThat(bytes[i] & 0xFF)
                        .as("variant %s, byte %d", one.get("index"), i)
                        .isEqualTo(beginning.get(i / 3).get(i % 3).intValue());
            }
        }
        for (int c = 0; c < 3; c++) {
            int channel = c;
            double mean = IntStream.range(0, size * size)
                    .mapToDouble(i -> bytes[3 * i + channel] & 0xFF)
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(one.get("channel_mean").get(c).doubleValue(), within(MEAN));
        }
    }

    @ParameterizedTest
    @MethodSource
    void metrics(Path folder) throws IOException {
        JsonNode sets = json(folder.resolve("metrics.json"));
        assertThat(sets).isNotEmpty();
        for (JsonNode set : sets) {
            int[] labels =
                    ints(set.get("targets")).stream().mapToInt(one -> one).toArray();
            double[][] probabilities = new double[labels.length][];
            for (int i = 0; i < labels.length; i++) {
                JsonNode row = set.get("probs").get(i);
                probabilities[i] = IntStream.range(0, row.size())
                        .mapToDouble(c -> row.get(c).doubleValue())
                        .toArray();
            }
            Predictions predictions = Predictions.of(labels, probabilities);
            assertThat(IntStream.range(0, labels.length)
                            .map(predictions::predicted)
                            .boxed())
                    .containsExactlyElementsOf(ints(set.get("preds")));
            Map<String, Double> found = FinetuneMetrics.of(predictions, 0).byName();
            int checked = 0;
            for (String name : FinetuneMetrics.NAMES) {
                if (set.has(name)) {
                    double expected = set.get(name).isNumber() ? set.get(name).doubleValue() : Double.NaN;
                    assertThat(found.get(name)).as(name).isCloseTo(expected, within(METRIC));
                    checked++;
                }
            }
            assertThat(checked).isEqualTo(FinetuneMetrics.NAMES.size() - 1); // all but the loss
            checkRounded(
                    set.get("validation"),
                    RoundedScores.of(ClassificationMetrics.of(predictions).confusion()));
        }
        checkColumns(folder);
    }

    private static void checkRounded(JsonNode expected, RoundedScores found) {
        assertThat(found.accuracy()).isCloseTo(expected.get("acc").doubleValue(), within(METRIC));
        assertThat(found.macroF1()).isCloseTo(expected.get("macro_f1_rounded").doubleValue(), within(METRIC));
        assertThat(found.precision()).containsExactlyElementsOf(doubles(expected.get("precision")));
        assertThat(found.recall()).containsExactlyElementsOf(doubles(expected.get("recall")));
        assertThat(found.specificity()).containsExactlyElementsOf(doubles(expected.get("specificity")));
        assertThat(found.f1()).containsExactlyElementsOf(doubles(expected.get("f1")));
    }

    private static List<Double> doubles(JsonNode list) {
        List<Double> doubles = new ArrayList<>();
        list.forEach(one -> doubles.add(one.doubleValue()));
        return doubles;
    }

    /** Of the samples there are. */
    private static void checkColumns(Path folder) throws IOException {
        for (Path file : files(folder, "_evaluation_metrics.csv")) {
            assertThat(Table.read(file).header()).isEqualTo(FinetuneMetrics.NAMES);
        }
        int others = FinetuneMetrics.predictionColumns(0).size();
        for (Path file : files(folder, "_detailed_predictions.csv")) {
            List<String> header = Table.read(file).header();
            assertThat(header).isEqualTo(FinetuneMetrics.predictionColumns(header.size() - others));
        }
    }
}
