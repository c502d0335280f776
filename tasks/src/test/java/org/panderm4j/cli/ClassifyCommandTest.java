package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.Score;
import org.panderm4j.verify.GoldenModels.Container;

class ClassifyCommandTest {
    private static final List<String> LABELS = List.of("nevus", "melanoma", "basal cell carcinoma");

    @TempDir
    Path folder;

    private Container container;
    private List<Path> pictures;

    @BeforeEach
    void find() throws IOException {
        container = Fixture.any();
        pictures = Fixture.pictures(container);
    }

    private Program classify(Object... more) {
        List<Object> words = new ArrayList<>(List.of("classify", Fixture.model(container), "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    static List<Container> containers() throws IOException {
        return Fixture.onePerFamily(Fixture.withTexts());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void givesTheProbabilitiesOfEachPictureInTheOrderGiven(Container one) throws IOException {
        container = one;
        pictures = Fixture.pictures(one);
        List<Path> twice = List.of(pictures.get(1), pictures.get(0), pictures.get(1));
        JsonNode all = classify("--labels", String.join(", ", LABELS), "--json", twice)
                .succeeds()
                .json();
        assertThat(all).hasSize(3);
        try (DermModel model = container.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(all.get(i).get("image").textValue())
                        .isEqualTo(twice.get(i).toString());
                List<Score> expected = model.classify(twice.get(i), LABELS);
                for (int k = 0; k < LABELS.size(); k++) {
                    JsonNode score = all.get(i).get("scores").get(k);
                    assertThat(score.get("label").textValue())
                            .isEqualTo(expected.get(k).label());
                    assertThat(score.get("probability").floatValue())
                            .isCloseTo(expected.get(k).probability(), within(1e-5f));
                }
            }
        }
    }

    @Test
    void showsTheTopLabels() throws IOException {
        Program table =
                classify(pictures.get(0), "--label-set", "ph2", "--top", 1).succeeds();
        assertThat(table.out().lines()).hasSize(2);
        assertThat(table.out()).contains(pictures.get(0).toString());
        Path file = Given.lines(folder.resolve("classes.txt"), LABELS.toArray(String[]::new));
        JsonNode all = classify(pictures.get(0), "--label-set", file, "--top", 99, "--json")
                .succeeds()
                .json();
        assertThat(all.get(0).get("scores")).hasSize(LABELS.size());
        classify(pictures.get(0), "--labels", "a", "--top", 0).fails(ExitStatus.USAGE, "--top");
    }

    @Test
    void takesTemplatesFromAFile() throws IOException {
        Path file = Given.lines(folder.resolve("templates.txt"), "a picture of {}", "{c}, close");
        classify(pictures.get(0), "--labels", "a,b", "--templates", file).succeeds();
        Given.lines(file, "a picture of a mole");
        classify(pictures.get(0), "--labels", "a,b", "--templates", file)
                .fails(ExitStatus.FAILED, file, "{}", "a picture of a mole");
        classify(pictures.get(0), "--labels", "a,b", "--templates", "nose").fails(ExitStatus.FAILED, "nose", "skin");
    }

    @Test
    void batchesChangeNothingAndEveryPictureIsCounted() throws IOException {
        List<Path> several = new ArrayList<>(pictures);
        several.add(1, Files.writeString(folder.resolve("bad.png"), "no picture"));
        several.addAll(pictures);
        JsonNode one = classify("--labels", "a,b", "--json", several, "--batch-size", 1)
                .json();
        JsonNode many = classify("--labels", "a,b", "--json", several, "--batch-size", 4)
                .json();
        assertThat(many).hasSameSizeAs(one).hasSize(2 * pictures.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(many.get(i).get("image")).isEqualTo(one.get(i).get("image"));
            for (int k = 0; k < 2; k++) {
                JsonNode expected = one.get(i).get("scores").get(k);
                JsonNode found = many.get(i).get("scores").get(k);
                assertThat(found.get("label")).isEqualTo(expected.get("label"));
                assertThat(found.get("probability").doubleValue())
                        .isCloseTo(expected.get("probability").doubleValue(), within(1e-5));
            }
        }
    }

    @Test
    void namesEveryPictureThatItSkips() throws IOException {
        List<Path> bad = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            bad.add(Files.writeString(folder.resolve("bad" + i + ".png"), "no picture"));
        }
        Program run = classify("--labels", "a,b", bad, pictures.get(0));
        assertThat(run.status()).isEqualTo(ExitStatus.SKIPPED);
        bad.forEach(path -> assertThat(run.err()).contains(path.toString()));
        assertThat(run.err()).contains("9 skipped");
    }

    @Test
    void skipsBadPictures() throws IOException {
        Map<Path, String> bad = Given.badPictures(folder.resolve("bad"));
        bad.keySet().removeIf(path -> !Files.isRegularFile(path));
        Program run = classify("--labels", "a,b", "--json", bad.keySet(), pictures.get(0));
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(run.json()).hasSize(1);
        bad.forEach((path, reason) -> run.explains(path, reason));
        classify("--labels", "a,b", bad.keySet()).fails(ExitStatus.FAILED, "none of the 3");
    }

    @Test
    void explainsBadLabels() throws IOException {
        Path picture = pictures.get(0);
        classify(picture, "--labels", "").fails(ExitStatus.USAGE, "--labels");
        classify(picture, "--labels", "a,,b").fails(ExitStatus.USAGE, "--labels", "class 2");
        classify(picture, "--labels", "a,b,a").fails(ExitStatus.USAGE, "--labels", "\"a\"");
        classify(picture, "--label-set", "nose").fails(ExitStatus.FAILED, "label set", "nose", "ph2");
        Path file = Files.createFile(folder.resolve("classes.txt"));
        classify(picture, "--label-set", file).fails(ExitStatus.FAILED, file);
        classify(picture).fails(ExitStatus.USAGE, "--labels", "--label-set");
        classify("--labels", "a,b").fails(ExitStatus.USAGE, "IMAGE");
        classify(folder.resolve("absent.png"), "--labels", "a,b").fails(ExitStatus.FAILED, "absent.png");
    }
}
