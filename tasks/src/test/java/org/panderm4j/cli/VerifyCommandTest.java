package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.verify.GoldenModels.Container;

class VerifyCommandTest {
    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void certifiesEveryArray(Container container) throws IOException {
        JsonNode certificate = Program.run(
                        "verify", Fixture.model(container), "--reference", container.folder(), "--json")
                .succeeds()
                .json();
        assertThat(certificate.get("ok").booleanValue()).isTrue();
        assertThat(certificate.get("first_departure").isNull()).isTrue();
        assertThat(certificate.get("arrays").findValuesAsText("name"))
                .containsExactlyInAnyOrderElementsOf(arrays(container));
        assertThat(certificate.get("arrays")).allSatisfy(row -> {
            assertThat(row.get("error").doubleValue()).isBetween(0.0, 1e-4);
            assertThat(row.get("ok").booleanValue()).isTrue();
        });
        String table = Program.run("verify", Fixture.model(container), "--reference", container.folder())
                .succeeds()
                .out();
        assertThat(table.lines()).hasSize(1 + arrays(container).size());
    }

    @Test
    void ordersTheArraysAsTheyAreComputed() throws IOException {
        Container container = Fixture.any();
        List<String> names = Program.run(
                        "verify", Fixture.model(container), "--reference", container.folder(), "--json")
                .json()
                .get("arrays")
                .findValuesAsText("name");
        assertThat(names).startsWith("patch_embed", "block_00", "block_01");
        assertThat(names)
                .containsSubsequence(
                        "block_01",
                        "image_features",
                        "image_features_norm",
                        "text_embeddings",
                        "text_layer_00",
                        "text_pooled",
                        "text_features",
                        "text_features_norm",
                        "logits_per_image",
                        "probs_100x");
    }

    @Test
    void namesTheFirstArrayThatDeparts() throws IOException {
        Container container = Fixture.any();
        copyReference(container, folder, true);
        damage(folder.resolve("expect/text_features.npy"));
        damage(folder.resolve("expect/block_01.npy"));
        Program run = Program.run("verify", Fixture.model(container), "--reference", folder, "--json");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        run.explains("block_01 is the first array that departs");
        JsonNode certificate = run.json();
        assertThat(certificate.get("ok").booleanValue()).isFalse();
        assertThat(certificate.get("first_departure").textValue()).isEqualTo("block_01");
        Program wide =
                Program.run("verify", Fixture.model(container), "--reference", folder, "--tolerance", "0.6", "--json");
        assertThat(wide.status()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void failsOnAnArrayThatTheModelDoesNotCompute() throws IOException {
        Container container = Fixture.any();
        copyReference(container, folder, true);
        Npy.write(folder.resolve("expect/unheard_of.npy"), new float[] {1, 2}, 2);
        Program run = Program.run("verify", Fixture.model(container), "--reference", folder);
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        run.explains("unheard_of");
        assertThat(run.out()).contains("unheard_of");
    }

    @Test
    void preparesThePicturesThatAReferenceNames() throws IOException {
        Container container = Fixture.any();
        Path reference = Files.createDirectories(folder.resolve("family/case"));
        copyReference(container, reference, false);
        Path images = GoldenCases.beside(container.folder(), "images");
        Program.run("verify", Fixture.model(container), "--reference", reference, "--images", images)
                .succeeds();
        Path usual = Files.createDirectories(folder.resolve("images"));
        for (Path picture : Fixture.pictures(container)) {
            Files.copy(picture, usual.resolve(picture.getFileName()));
        }
        Program.run("verify", Fixture.model(container), "--reference", reference)
                .succeeds();
        Path lost = usual.resolve(Fixture.pictures(container).get(0).getFileName());
        Files.delete(lost);
        Program.run("verify", Fixture.model(container), "--reference", reference)
                .fails(ExitStatus.FAILED, lost.getFileName(), usual, "--images");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Container container = Fixture.any();
        List<String> model = Fixture.model(container);
        Path reference = container.folder();
        Program.run("verify", model, "--reference", folder.resolve("absent"))
                .fails(ExitStatus.FAILED, folder.resolve("absent"), "expect");
        for (String tolerance : List.of("0", "-1", "NaN", "Infinity")) {
            Program.run("verify", model, "--reference", reference, "--tolerance", tolerance)
                    .fails(ExitStatus.USAGE, "--tolerance");
        }
        Program.run("verify", model, "--reference", reference, "--images", folder)
                .fails(ExitStatus.USAGE, "--images");
        Files.createDirectory(folder.resolve("expect"));
        Program.run("verify", model, "--reference", folder).fails(ExitStatus.FAILED, folder, "none");
    }

    private static List<String> arrays(Container container) throws IOException {
        try (Stream<Path> files = Files.list(container.folder().resolve("expect"))) {
            return files.map(file -> file.getFileName().toString().replace(".npy", ""))
                    .toList();
        }
    }

    private static void copyReference(Container container, Path target, boolean withPixels) throws IOException {
        Files.createDirectories(target.resolve("expect"));
        for (String array : arrays(container)) {
            String name = "expect/" + array + ".npy";
            Files.copy(container.folder().resolve(name), target.resolve(name));
        }
        List<String> inputs = withPixels ? List.of("tokens.npy", "pixels.npy") : List.of("tokens.npy", "inputs.json");
        for (String name : inputs) {
            Files.copy(container.folder().resolve(name), target.resolve(name));
        }
    }

    /** Moves the first value by half of the largest. */
    private static void damage(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        float[] values = array.floats();
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        values[0] += values[0] > 0 ? -largest / 2 : largest / 2;
        Npy.write(file, values, array.shape());
    }
}
