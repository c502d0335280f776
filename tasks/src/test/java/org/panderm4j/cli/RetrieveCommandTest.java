package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.verify.GoldenModels.Container;

class RetrieveCommandTest {
    @TempDir
    Path folder;

    private Container container;
    private List<Path> pictures;
    private List<String> captions;
    private Path csv;
    private Path out;

    static List<Container> containers() throws IOException {
        return Fixture.onePerFamily(Fixture.withTexts());
    }

    @BeforeEach
    void prepare() throws IOException {
        prepare(Fixture.any());
    }

    private void prepare(Container one) throws IOException {
        container = one;
        pictures = Fixture.pictures(container);
        captions = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of("image,caption"));
        for (int i = 0; i < pictures.size(); i++) {
            captions.add("case " + "x".repeat(i) + ", a mole");
            lines.add(pictures.get(i) + ",\"" + captions.get(i) + "\"");
        }
        csv = Given.lines(folder.resolve("pairs.csv"), lines.toArray(String[]::new));
        out = folder.resolve("out");
    }

    private Program retrieve(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("retrieve", Fixture.model(container), "--csv", csv, "--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private JsonNode results() throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void ranksByTheCosineOfEmbeddedPicturesAndCaptions(Container one) throws IOException {
        prepare(one);
        retrieve("--caption-column", "caption").succeeds();
        Program.run("embed", Fixture.model(container), "--normalize", "--csv", csv, "--out", folder.resolve("images"))
                .succeeds();
        Path texts = folder.resolve("texts.npy");
        Program.run("embed-text", Fixture.model(container), "--normalize", "--text", captions, "--out", texts)
                .succeeds();
        float[][] image = Given.rows(folder.resolve("images/embeddings.npy"));
        float[][] text = Given.rows(texts);
        List<List<String>> pairs = Given.records(out.resolve("pairs.csv"));
        assertThat(pairs.get(0)).containsExactly("row", "image", "caption", "image_to_text_rank", "text_to_image_rank");
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            assertThat(pairs.get(i + 1).subList(0, 3))
                    .containsExactly(Integer.toString(i), pictures.get(i).toString(), captions.get(i));
            double rank = rank(image[i], text, i);
            sum += rank;
            assertThat(Double.parseDouble(pairs.get(i + 1).get(3))).isEqualTo(rank);
            assertThat(Double.parseDouble(pairs.get(i + 1).get(4))).isEqualTo(rank(text[i], image, i));
        }
        assertThat(results().get("image_to_text_mean_rank").doubleValue()).isCloseTo(sum / image.length, within(1e-9));
        for (String name : List.of("R@1", "R@5", "R@10", "R@50", "mean_rank", "median_rank")) {
            assertThat(results().get("image_to_text_" + name).isNumber())
                    .as(name)
                    .isTrue();
            assertThat(results().get("text_to_image_" + name).isNumber())
                    .as(name)
                    .isTrue();
        }
        assertThat(results().get("num_samples").intValue()).isEqualTo(image.length);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("pairs.csv")
                .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?(https?:)?//");
    }

    private static double rank(float[] query, float[][] candidates, int own) {
        double rank = 1;
        for (float[] candidate : candidates) {
            rank += Vectors.dot(query, candidate) > Vectors.dot(query, candidates[own]) ? 1 : 0;
        }
        return rank;
    }

    @Test
    void scoresTheRestWhenPicturesAreBad() throws IOException {
        Set<Path> bad = Given.badPictures(folder.resolve("bad")).keySet();
        List<String> lines = new ArrayList<>(List.of("image,caption", pictures.get(0) + ",one"));
        bad.forEach(path -> lines.add(path + ",bad"));
        lines.add(pictures.get(1) + ",");
        Given.lines(csv, lines.toArray(String[]::new));
        Program run = retrieve("--caption-column", "caption");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.records(out.resolve("failures.csv"))).hasSize(bad.size() + 1);
        assertThat(Given.records(out.resolve("pairs.csv")))
                .extracting(line -> line.get(2))
                .containsExactly("caption", "one", "nan");
        assertThat(results().get("skipped").intValue()).isEqualTo(bad.size());
    }

    @Test
    void explainsWhatIsMissing() throws IOException {
        retrieve("--caption-column", "text").fails(ExitStatus.FAILED, csv, "\"text\"", "image, caption");
        retrieve("--caption-column", "caption", "--image-column", "photo").fails(ExitStatus.FAILED, csv, "\"photo\"");
        retrieve().fails(ExitStatus.USAGE, "--caption-column");
        Map<Path, String> bad = Given.badPictures(folder.resolve("bad"));
        Path one = bad.keySet().iterator().next();
        Given.lines(csv, "image,caption", one + ",a");
        retrieve("--caption-column", "caption").fails(ExitStatus.FAILED, one);
        assertThat(out).doesNotExist();
    }
}
