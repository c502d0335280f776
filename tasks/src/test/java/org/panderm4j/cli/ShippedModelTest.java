package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.weights.open.ShippedModel;

/** The name {@code demo}, with a small model of random weights in the shipped one's place. */
class ShippedModelTest {
    @TempDir
    private Path home;

    private String before;

    @BeforeEach
    void moveModel() {
        before = System.getProperty(ShippedModel.FOLDER);
        System.setProperty(ShippedModel.FOLDER, model().toString());
    }

    @AfterEach
    void moveBack() {
        if (before == null) {
            System.clearProperty(ShippedModel.FOLDER);
        } else {
            System.setProperty(ShippedModel.FOLDER, before);
        }
    }

    static Path tinyModel() {
        return GoldenCases.home().resolve("examples/tiny-model");
    }

    private Path model() {
        return home.resolve("shipped");
    }

    private Path ship() throws IOException {
        Path to = model();
        try (Stream<Path> files = Files.walk(tinyModel())) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(tinyModel().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return to;
    }

    @Test
    void isUnderstoodWhereverAModelIs() throws IOException {
        ship();
        Path texts = Given.lines(home.resolve("texts.txt"), "a mole", "another mole");
        Program.run("embed-text", "--model", "demo", "--file", texts, "--out", home.resolve("demo.npy"))
                .succeeds();
        Program.run("embed-text", "--model", tinyModel(), "--file", texts, "--out", home.resolve("tiny.npy"))
                .succeeds();
        assertThat(Files.readAllBytes(home.resolve("demo.npy")))
                .isEqualTo(Files.readAllBytes(home.resolve("tiny.npy")));
        assertThat(Program.run("inspect", "demo").succeeds().out()).contains("panderm2");
    }

    @Test
    void isListedWithItsSizes() throws IOException {
        ship();
        JsonNode first =
                Program.run("models", "--json", "--offline").succeeds().json().get(0);
        assertThat(first.get("name").textValue()).isEqualTo("demo");
        assertThat(first.get("cached").booleanValue()).isTrue();
        assertThat(first.get("embedding").intValue()).isEqualTo(40);
        assertThat(first.get("parameters_millions").doubleValue()).isEqualTo(0.2);
        assertThat(first.get("licence").textValue()).contains("no clinical meaning");
    }

    @Test
    void doctorFindsItOrSaysWhatIsMissing() throws IOException {
        assertThat(finding().get("status").textValue()).isEqualTo("WARN");
        assertThat(finding().get("cure").textValue()).contains("data/demo");
        Path model = ship();
        assertThat(finding().get("status").textValue()).isEqualTo("PASS");
        assertThat(finding().get("found").textValue()).isEqualTo(model.toString());
    }

    private static JsonNode finding() throws IOException {
        for (JsonNode row : Program.run("doctor", "--json").json()) {
            if (row.get("subject").textValue().equals("demo model")) {
                return row;
            }
        }
        throw new AssertionError("the doctor does not look for the demo model");
    }

    @Test
    void saysWhereItShouldBe() {
        Program.run("embed-text", "--model", "demo", "--text", "a mole", "--out", home.resolve("never.npy"))
                .fails(ExitStatus.FAILED, "demo", model());
        Program.run("demo").fails(ExitStatus.FAILED, "demo", model());
    }

    @Test
    void isFoundFromTheProgramWhereNoFolderIsSaid() {
        System.clearProperty(ShippedModel.FOLDER);
        Path model = GoldenCases.home().resolve("data/demo/model");
        assertThat(ShippedModel.find().isPresent()).isEqualTo(Files.exists(model.resolve("model.json")));
        ShippedModel.find().ifPresent(found -> assertThat(found).isEqualTo(model));
    }
}
