package org.panderm4j.cli;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.verify.GoldenModels.Container;

class ZeroShotCommandTest {
    private static final List<String> CLASSES = List.of("nevus", "melanoma", "basal cell carcinoma");

    @TempDir
    Path folder;

    private Container container;
    private List<Path> pictures;
    private Path csv;
    private Path classes;
    private Path out;

    static List<Container> containers() throws IOException {
        return Fixture.onePerFamily(Fixture.withTexts());
    }

    @BeforeEach
    void prepare() throws IOException {
        container = Fixture.any();
        pictures = new ArrayList<>(Fixture.pictures(container));
        pictures.addAll(Fixture.pictures(container));
        csv = Given.lines(folder.resolve("set.csv"), table(pictures));
        classes = Given.lines(folder.resolve("classes.txt"), CLASSES.toArray(String[]::new));
        out = folder.resolve("out");
    }

    private static String[] table(List<Path> pictures) {
        List<String> lines = new ArrayList<>(List.of("filename,label,site"));
        for (int i = 0; i < pictures.size(); i++) {
            lines.add(pictures.get(i) + "," + i % CLASSES.size() + ",back");
        }
        return lines.toArray(String[]::new);
    }

    private Program zeroShot(Object... more) {
        List<Object> words = new ArrayList<>(List.of("zero-shot", Fixture.model(container), "--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private Program mine(Object... more) {
        List<Object> words = new ArrayList<>(List.of("--dataset", "mine=" + csv, "--label-set", "mine=" + classes));
        words.addAll(List.of(more));
        return zeroShot(words.toArray());
    }

    private List<List<String>> predictions() throws IOException {
        return Given.records(out.resolve("predictions/mine.csv"));
    }

    private static float[] probabilities(List<String> record) {
        float[] probabilities = new float[record.size() - 3];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Float.parseFloat(record.get(3 + i));
        }
        return probabilities;
    }

    /** Embeds pictures and prompts by the other commands and does the arithmetic of the specification in double. */
    private double[][] expected() throws IOException {
        Program.run("embed", Fixture.model(container), "--csv", csv, "--out", folder.resolve("embedded"))
                .succeeds();
        List<String> prompts = CLASSES.stream()
                .flatMap(one -> PromptTemplates.named("skin").prompts(one).stream())
                .toList();
        Path texts = folder.resolve("texts.npy");
        Program.run("embed-text", Fixture.model(container), "--text", prompts, "--out", texts)
                .succeeds();
        float[][] images = Given.rows(folder.resolve("embedded/embeddings.npy"));
        double[][] vectors = vectors(Given.rows(texts));
        return Arrays.stream(images)
                .map(image -> softmax(unit(doubles(image)), vectors))
                .toArray(double[][]::new);
    }

    private static double[][] vectors(float[][] prompts) {
        int each = prompts.length / CLASSES.size();
        double[][] vectors = new double[CLASSES.size()][prompts[0].length];
        for (int i = 0; i < prompts.length; i++) {
            double[] prompt = unit(doubles(prompts[i]));
            for (int d = 0; d < prompt.length; d++) {
                vectors[i / each][d] += prompt[d] / each;
            }
        }
        return Arrays.stream(vectors).map(ZeroShotCommandTest::unit).toArray(double[][]::new);
    }

    private static double[] softmax(double[] image, double[][] vectors) {
        double[] logits = Arrays.stream(vectors)
                .mapToDouble(vector -> 100 * dot(image, vector))
                .toArray();
        double largest = Arrays.stream(logits).max().orElseThrow();
        double[] powers =
                Arrays.stream(logits).map(one -> Math.exp(one - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(one -> one / sum).toArray();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("containers")
    void givesTheProbabilitiesOfEmbeddedPicturesAndPrompts(Container one) throws IOException {
        container = one;
        mine().succeeds();
        List<List<String>> records = predictions();
        assertThat(records.get(0))
                .containsExactly(
                        "filename",
                        "true_label",
                        "predicted_label",
                        "probability_class_0",
                        "probability_class_1",
                        "probability_class_2");
        assertThat(records).hasSize(pictures.size() + 1);
        double[][] expected = expected();
        for (int i = 0; i < expected.length; i++) {
            List<String> record = records.get(i + 1);
            assertThat(record.get(0)).isEqualTo(pictures.get(i).toString());
            assertThat(record.get(1)).isEqualTo(Integer.toString(i % CLASSES.size()));
            float[] found = probabilities(record);
            int best = Integer.parseInt(record.get(2));
            for (int k = 0; k < found.length; k++) {
                assertThat((double) found[k]).isCloseTo(expected[i][k], within(1e-5));
                assertThat(found[k]).isLessThanOrEqualTo(found[best]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "64,1"})
    void batchesAndThreadsChangeNoPrediction(int batchSize, int threads) throws IOException {
        mine("--batch-size", 8).succeeds();
        List<List<String>> usual = predictions();
        out = folder.resolve("other");
        mine("--batch-size", batchSize, "--threads", threads).succeeds();
        for (int i = 1; i < usual.size(); i++) {
            List<String> other = predictions().get(i);
            assertThat(other.subList(0, 3)).isEqualTo(usual.get(i).subList(0, 3));
            assertThat(probabilities(other)).containsExactly(probabilities(usual.get(i)), within(1e-5f));
        }
    }

    /** One class alone has no ROC curve. */
    @Test
    void aMetricThatIsNotDefinedIsAnEmptyCell() throws IOException {
        Given.lines(csv, "filename,label", pictures.get(0) + ",1", pictures.get(1) + ",1");
        zeroShot("--dataset", "uda=" + csv, "--label-set", "uda=" + classes).succeeds();
        assertThat(Given.records(out.resolve("summary.csv")))
                .contains(List.of("uda", "2", "auroc", "", "", ""))
                .anyMatch(row -> row.get(2).equals("acc") && !row.get(3).isEmpty());
    }

    @Test
    void leavesSummaryResultsAndAPageThatLoadsNothing() throws IOException {
        Program run = mine("--seed", 3).succeeds();
        assertThat(run.out()).contains("mine", "acc");
        List<List<String>> summary = Given.records(out.resolve("summary.csv"));
        assertThat(summary.get(0)).containsExactly("dataset", "n", "metric", "value", "low", "high");
        List<String> acc = summary.stream()
                .filter(line -> line.get(2).equals("acc"))
                .findFirst()
                .orElseThrow();
        assertThat(acc.subList(0, 2)).containsExactly("mine", Integer.toString(pictures.size()));
        long right = predictions().stream()
                .skip(1)
                .filter(line -> line.get(1).equals(line.get(2)))
                .count();
        assertThat(Double.parseDouble(acc.get(3))).isCloseTo((double) right / pictures.size(), within(1e-9));
        assertThat(Double.parseDouble(acc.get(4))).isLessThanOrEqualTo(Double.parseDouble(acc.get(3)));
        assertThat(Double.parseDouble(acc.get(5))).isGreaterThanOrEqualTo(Double.parseDouble(acc.get(3)));
        JsonNode results =
                new ObjectMapper().readTree(out.resolve("results.json").toFile());
        assertThat(results.at("/datasets/mine/n").intValue()).isEqualTo(pictures.size());
        JsonNode record = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(record.get("command").textValue()).isEqualTo("zero-shot");
        assertThat(record.get("seed").intValue()).isEqualTo(3);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("mine")
                .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?(https?:)?//")
                .doesNotContain("@import");
    }

    @Test
    void scoresTheRestWhenPicturesAreBad() throws IOException {
        Map<Path, String> bad = Given.badPictures(folder.resolve("bad"));
        List<Path> mixed = new ArrayList<>(bad.keySet());
        mixed.add(1, pictures.get(0));
        mixed.add(pictures.get(1));
        Given.lines(csv, table(mixed));
        Program run = mine();
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(predictions())
                .extracting(line -> line.get(0))
                .containsExactly(
                        "filename", pictures.get(0).toString(), pictures.get(1).toString());
        assertThat(Given.records(out.resolve("failures.csv")))
                .extracting(line -> line.get(0))
                .containsExactlyElementsOf(inputs(bad));
        assertThat(Given.records(out.resolve("summary.csv")).get(1).get(1)).isEqualTo("2");
    }

    private static List<String> inputs(Map<Path, String> bad) {
        List<String> inputs = new ArrayList<>(List.of("input"));
        bad.keySet().forEach(path -> inputs.add(path.toString()));
        return inputs;
    }

    @Test
    void joinsOnlyRelativePathsToTheRoot() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.copy(pictures.get(0), root.resolve("a b.png"));
        Given.lines(csv, "image_path,label", "a b.png,0", pictures.get(1) + ",1");
        mine("--image-root", root).succeeds();
        assertThat(predictions())
                .extracting(line -> line.get(0))
                .contains("a b.png", pictures.get(1).toString());
    }

    @Test
    void scoresSeveralSetsInTheOrderGiven() throws IOException {
        Path shipped =
                Given.lines(folder.resolve("ph2.csv"), "path,kind", pictures.get(0) + ",0", pictures.get(1) + ",1");
        Given.lines(csv, "path,kind", pictures.get(0) + ",2");
        mine("--dataset", "ph2=" + shipped, "--label-column", "kind").succeeds();
        assertThat(Given.files(out.resolve("predictions"))).containsExactly("mine.csv", "ph2.csv");
        assertThat(Given.records(out.resolve("summary.csv")).stream()
                        .skip(1)
                        .map(line -> line.get(0))
                        .distinct())
                .containsExactly("mine", "ph2");
    }

    @Test
    void leavesOutASetWithoutAUsablePicture() throws IOException {
        Path absent = folder.resolve("absent.png");
        Path broken = Given.lines(folder.resolve("broken.csv"), "path,label", absent + ",0");
        Program run = mine("--dataset", "ph2=" + broken);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        run.explains("ph2", "left out", out.resolve("failures.csv"));
        assertThat(Given.files(out))
                .containsExactly(
                        "embeddings/mine.npy",
                        "failures.csv",
                        "predictions/mine.csv",
                        "report.html",
                        "results.json",
                        "run.json",
                        "summary.csv");
        assertThat(Given.records(out.resolve("failures.csv")).get(1).get(0)).isEqualTo(absent.toString());
        out = folder.resolve("other");
        zeroShot("--dataset", "ph2=" + broken).fails(ExitStatus.FAILED, absent);
        assertThat(out).doesNotExist();
    }

    @Test
    void namesTheLineOfABadLabel() throws IOException {
        for (String label : List.of("3", "-1", "1.5", "", "nevus", "99999999999")) {
            Given.lines(csv, "path,label", pictures.get(0) + ",0", pictures.get(0) + "," + label);
            mine().fails(ExitStatus.FAILED, csv, "line 3", label);
        }
        Given.lines(csv, "path,class", pictures.get(0) + ",0");
        mine().fails(ExitStatus.FAILED, csv, "\"label\"", "class");
        assertThat(out).doesNotExist();
    }

    @Test
    void explainsBadNamesOfSets() throws IOException {
        zeroShot("--dataset", "mine=" + csv).fails(ExitStatus.USAGE, "mine", "--label-set mine=FILE");
        zeroShot("--dataset", csv).fails(ExitStatus.USAGE, "--dataset", "NAME=CSV");
        zeroShot("--dataset", "a/b=" + csv, "--label-set", "a/b=" + classes).fails(ExitStatus.USAGE, "a/b");
        mine("--dataset", "mine=" + csv).fails(ExitStatus.USAGE, "--dataset", "mine");
        mine("--label-set", "other=" + classes).fails(ExitStatus.USAGE, "--label-set", "other");
        zeroShot().fails(ExitStatus.USAGE, "--dataset");
        Path absent = folder.resolve("absent.txt");
        zeroShot("--dataset", "mine=" + csv, "--label-set", "mine=" + absent).fails(ExitStatus.FAILED, absent);
        zeroShot("--dataset", "mine=" + absent, "--label-set", "mine=" + classes)
                .fails(ExitStatus.FAILED, absent);
        assertThat(out).doesNotExist();
    }
}
