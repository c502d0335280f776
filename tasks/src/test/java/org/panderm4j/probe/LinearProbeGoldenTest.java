package org.panderm4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.random.MersenneTwister;
import org.panderm4j.data.sampling.Thinning;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Workers;

/** Random numbers, thinning, the solver and metrics of the linear probe against what the reference computed. */
@Tag("golden")
class LinearProbeGoldenTest {
    private static final String FAMILY = "linear-probe";
    private static final double PROBABILITY = 1e-9; // the contract asks for the one below
    /** Where the optimum is W = 0, the order of sums alone moves the end of the run by more than that. */
    private static final double DEGENERATE = 1e-6;

    private static final double METRIC = 1e-9;
    private static final Set<String> REFERENCE_METRICS =
            Set.of("lin_acc", "lin_bacc", "lin_kappa", "lin_weighted_f1", "lin_auroc", "lin_aupr");
    private static final double READ_OUT = 2e-5; // of the largest value, in float32
    private static final double STARTS = 0; // exact
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder() {
        List<Path> found = GoldenCases.folder(FAMILY);
        assertThat(found).as("folder " + FAMILY + " in " + GoldenCases.roots()).isNotEmpty();
        return found.get(0);
    }

    private static JsonNode json(String name) throws IOException {
        return JSON.readTree(folder().resolve(name).toFile());
    }

    static Stream<Path> fits() {
        List<Path> cases = GoldenCases.cases(FAMILY).stream()
                .filter(one -> Files.exists(one.resolve("case.json")))
                .toList();
        assertThat(cases).as("folders with case.json in " + FAMILY).isNotEmpty();
        return cases.stream();
    }

    @Test
    void rng() throws IOException {
        JsonNode expected = json("rng.json");
        int checked = 0;
        for (Map.Entry<String, JsonNode> seed : expected.get("mt19937_first").properties()) {
            MersenneTwister generator = new MersenneTwister(Long.parseLong(seed.getKey()));
            for (JsonNode value : seed.getValue()) {
                assertThat(Integer.toUnsignedLong(generator.nextInt())).isEqualTo(value.longValue());
                checked++;
            }
        }
        for (Map.Entry<String, JsonNode> seed : expected.get("permutation").properties()) {
            for (Map.Entry<String, JsonNode> count : seed.getValue().properties()) {
                MersenneTwister generator = new MersenneTwister(Long.parseLong(seed.getKey()));
                assertThat(generator.permutation(Integer.parseInt(count.getKey())))
                        .as("seed %s, %s values", seed.getKey(), count.getKey())
                        .containsExactly(ints(count.getValue()));
                checked++;
            }
        }
        for (JsonNode start : expected.get("torch_linear_init")) {
            LinearHead head = LinearHead.uniform(
                    start.get("out").intValue(),
                    start.get("fan_in").intValue(),
                    new MersenneTwister(start.get("seed").longValue()));
            List<Double> weights = new ArrayList<>();
            start.get("weight").forEach(row -> row.forEach(value -> weights.add(value.doubleValue())));
            assertThat(head.weight())
                    .containsExactly(weights.stream().mapToDouble(one -> one).toArray());
            assertThat(head.bias()).containsExactly(doubles(start.get("bias")));
            checked++;
        }
        assertThat(checked).isPositive();
    }

    @ParameterizedTest
    @MethodSource("fits")
    void init(Path fit) throws IOException {
        JsonNode about = JSON.readTree(fit.resolve("case.json").toFile());
        LinearHead head = LinearHead.uniform(
                about.get("classes").intValue(),
                about.get("dim").intValue(),
                new MersenneTwister(about.get("seed").longValue()));
        assertThat(head.weight()).containsExactly(read(fit, "init_weight.npy"), within(STARTS));
        assertThat(head.bias()).containsExactly(read(fit, "init_bias.npy"), within(STARTS));
    }

    @Test
    void subsample() throws IOException {
        Table table = Table.read(folder().resolve("subsample.csv"));
        JsonNode expected = json("subsample_order.json");
        Table train = table.where("split", "train");
        List<String> names = train.values("image_path");
        int[] labels =
                train.values("label").stream().mapToInt(Integer::parseInt).toArray();
        assertThat(expected.get("train").properties()).isNotEmpty();
        for (Map.Entry<String, JsonNode> share : expected.get("train").properties()) {
            int[] rows = Thinning.REFERENCE.rows(labels, Double.parseDouble(share.getKey()));
            assertThat(Arrays.stream(rows).mapToObj(names::get))
                    .as("share %s", share.getKey())
                    .containsExactlyElementsOf(texts(share.getValue()));
        }
        for (String split : List.of("val", "test")) {
            assertThat(table.where("split", split).values("image_path"))
                    .containsExactlyElementsOf(texts(expected.get(split)));
        }
    }

    @ParameterizedTest
    @MethodSource("fits")
    void lbfgs(Path fit) throws IOException {
        JsonNode about = JSON.readTree(fit.resolve("case.json").toFile());
        int[] labels = Arrays.stream(read(fit, "train_y.npy"))
                .mapToInt(label -> (int) label)
                .toArray();
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        LinearHead start = LinearHead.of(read(fit, "init_weight.npy"), read(fit, "init_bias.npy"));
        try (FeatureMatrix features = FeatureMatrix.of(rows(fit, "train_x.npy"));
                Workers workers = new Workers(2)) {
            LogisticRegression.Fit found = LogisticRegression.REFERENCE.fit(
                    features, labels, weights, start, workers, LogisticRegression.Progress.NONE, () -> false);
            JsonNode expected = about.get("f64");
            assertThat(found.solution().iterations())
                    .isEqualTo(expected.get("n_iter").intValue());
            assertThat(found.solution().evaluations())
                    .isEqualTo(expected.get("func_evals").intValue());
            assertThat(found.solution().firstValue())
                    .isCloseTo(expected.get("loss_first").doubleValue(), within(PROBABILITY));
            assertThat(found.solution().value())
                    .isCloseTo(expected.get("loss_last").doubleValue(), within(PROBABILITY));
            assertThat(found.cost()).isEqualTo(about.get("cost_C").doubleValue());
            boolean degenerate = about.get("degenerate").booleanValue();
            assertThat(found.isCollapsed(LogisticRegression.REFERENCE.penalty()))
                    .isEqualTo(degenerate);
            checkProbabilities(fit, found.head(), degenerate ? DEGENERATE : PROBABILITY);
        }
    }

    private static void checkProbabilities(Path fit, LinearHead head, double tolerance) throws IOException {
        double[] expected = read(fit, "probs_f64.npy");
        float[][] rows = rows(fit, "test_x.npy");
        assertThat(expected).hasSize(rows.length * head.classes());
        for (int i = 0; i < rows.length; i++) {
            double[] found = head.probabilities(rows[i]);
            for (int k = 0; k < found.length; k++) {
                assertThat(found[k])
                        .as("row %d, class %d", i, k)
                        .isCloseTo(expected[i * found.length + k], within(tolerance));
            }
        }
    }

    static List<ScoredRows> scored() throws IOException {
        List<ScoredRows> all = new ArrayList<>(ScoredRows.of(folder().resolve("metrics.json")));
        assertThat(all).as("rows in metrics.json").isNotEmpty();
        for (Path fit : fits().toList()) {
            all.add(ScoredRows.of(fit, "f32"));
            all.add(ScoredRows.of(fit, "f64"));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("scored")
    void metrics(ScoredRows rows) {
        Map<String, MetricValue> found = ProbeMetrics.of(rows.predictions()).summary(new Bootstrap(0, 1, 0.5)).stream()
                .collect(Collectors.toMap(MetricValue::name, metric -> metric));
        Set<String> named = new TreeSet<>(rows.missing());
        for (Map.Entry<String, JsonNode> expected : rows.metrics().properties()) {
            MetricValue metric = found.get(expected.getKey().replaceFirst("^lin_", ""));
            assertThat(metric).as("a metric for the key %s", expected.getKey()).isNotNull();
            assertThat(metric.value().orElseThrow())
                    .as(expected.getKey())
                    .isCloseTo(expected.getValue().doubleValue(), within(METRIC));
            assertThat(metric.rows()).isEqualTo(rows.predictions().rows());
            assertThat(named.add(expected.getKey()))
                    .as("%s is not missing", expected.getKey())
                    .isTrue();
        }
        for (String missing : rows.missing()) {
            MetricValue metric = found.get(missing.replaceFirst("^lin_", ""));
            assertThat(metric).as("a metric for the key %s", missing).isNotNull();
            assertThat(metric.value()).as(missing).isEmpty();
        }
        assertThat(named).isEqualTo(REFERENCE_METRICS);
        ClassReport.check(rows);
    }

    @Test
    void towerReadout(@TempDir Path scratch) throws IOException {
        ReadOutTower tower = new ReadOutTower(folder().resolve("tower_readout"), scratch);
        Map<String, NpyArray> io = tower.arrays("io.npz");
        NpyArray images = io.get("images");
        float[] all = images.floats();
        int size = all.length / images.dim(0);
        List<float[]> pixels = IntStream.range(0, images.dim(0))
                .mapToObj(image -> Arrays.copyOfRange(all, image * size, (image + 1) * size))
                .toList();
        Map<String, String> outputs = Map.of(
                "linear_probe_f64", Tower.PROBE,
                "zero_shot_f64", Tower.EMBEDDING,
                "finetune_f64", TowerGraph.pooled("finetune"));
        assertThat(io.keySet()).containsAll(outputs.keySet());
        try (DermModel model = tower.open()) {
            assertThat(model.imageFeature(Tower.PROBE).output()).isEqualTo(Tower.PROBE);
            Map<String, Tensor> encoded = model.imageEncoder()
                    .encode(new Batch.Images(pixels, images.dim(2), images.dim(3)), List.copyOf(outputs.values()));
            for (Map.Entry<String, String> output : outputs.entrySet()) {
                double[] expected = io.get(output.getKey()).doubles();
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                float[][] found = encoded.get(output.getValue()).rows();
                for (int i = 0; i < expected.length; i++) {
                    int width = expected.length / found.length;
                    assertThat((double) found[i / width][i % width])
                            .as("%s [%d, %d]", output.getKey(), i / width, i % width)
                            .isCloseTo(expected[i], within(READ_OUT * largest));
                }
            }
        }
    }

    @Test
    void preprocess() throws IOException {
        Path pictures = folder().resolve("preprocess");
        ImageTransform transform = new ImageTransform(PreprocessConfig.PROBE, ColorOrder.RGB_FIRST);
        JsonNode cases = json("preprocess/preprocess.json").get("cases");
        assertThat(cases).isNotEmpty();
        for (JsonNode one : cases) {
            Pixels pixels = transform.apply(
                    ImageDecoder.decode(pictures.resolve(one.get("image").textValue())));
            assertThat(pixels.rgb())
                    .as(one.get("image").textValue())
                    .isEqualTo(Npy.read(pictures.resolve(one.get("crop").textValue()))
                            .bytes());
            float[] values = transform.normalize(pixels); // [3, H, W]
            int size = values.length / 3;
            for (int corner = 0; corner < one.get("corners").size(); corner++) {
                JsonNode at = one.get("corner_rows_cols").get(corner);
                int place = at.get(0).intValue() * pixels.width() + at.get(1).intValue();
                for (int channel = 0; channel < 3; channel++) {
                    assertThat((double) values[channel * size + place])
                            .isCloseTo(
                                    one.get("corners").get(corner).get(channel).doubleValue(), within(1e-6));
                }
            }
            for (int channel = 0; channel < 3; channel++) {
                double mean = 0;
                for (int i = 0; i < size; i++) {
                    mean += values[channel * size + i] / size;
                }
                assertThat(mean).isCloseTo(one.get("mean").get(channel).doubleValue(), within(1e-6));
            }
        }
    }

    private static double[] read(Path fit, String name) throws IOException {
        return Npy.read(fit.resolve(name)).doubles();
    }

    private static float[][] rows(Path fit, String name) throws IOException {
        NpyArray array = Npy.read(fit.resolve(name));
        return new Tensor(array.floats(), array.shape()).rows();
    }

    private static int[] ints(JsonNode values) {
        return texts(values).stream().mapToInt(Integer::parseInt).toArray();
    }

    private static double[] doubles(JsonNode values) {
        return texts(values).stream().mapToDouble(Double::parseDouble).toArray();
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
