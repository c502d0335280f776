package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.npy.Npy;

/**
 * The second half of {@link BiasStudyTest}, in seconds: the activations of seed 11 in docs/concepts.md, as {@code sae
 * encode} made them of drawn melanomas and nevi, and the names that {@code concepts name} gave the 512 neurons. Of each
 * row the six values that are not 0 are kept as {@code neuron:value}.
 */
class BiasInterventionTest {
    private static final int NEURONS = 512;
    private static final double POINTS = 0.1;
    private static final double HALF = 0.5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hair", "ink", "ruler"})
    void aClassifierForgetsAnArtefactOnceItsNeuronsAreSwitchedOff(String artefact) throws IOException {
        BiasStudy.Found found = found(artefact, "--set", "mean");

        assertThat(found.lost()).as("lost by the bias, %s", found).isGreaterThan(POINTS);
        assertThat(found.wonBack()).as("share won back, %s", found).isGreaterThan(HALF);
    }

    @Test
    void neuronsThatAreLeftAsTheyAreWinNothingBack() throws IOException {
        BiasStudy.Found found = found("hair", "--scale", 1);

        assertThat(found.lost()).isGreaterThan(POINTS);
        assertThat(found.after()).isEqualTo(found.biased());
    }

    private BiasStudy.Found found(String artefact, Object... how) throws IOException {
        for (String world : List.of("clean", "unbiased", artefact)) {
            write(world);
        }
        train("clean");
        train(artefact);
        Path names = folder.resolve("names.csv");
        Files.write(names, lines("names"));
        Program.run(
                        List.of("cbm", "intervene", "--cbm", folder.resolve(artefact), "--concept-names", names),
                        List.of("--name", artefact, "--recalibrate", "--train-activations", array(artefact)),
                        List.of("--csv", table("unbiased"), "--activations", array("unbiased"), "--quiet"),
                        List.of("--out", folder.resolve("without")),
                        List.of(how))
                .succeeds();
        return BiasStudy.Found.in(folder.resolve("clean"), folder.resolve("without"), "balanced_accuracy");
    }

    private void train(String world) {
        Program.run(
                        List.of("cbm", "train", "--train-csv", table(world), "--train-activations", array(world)),
                        List.of("--test-csv", table("unbiased"), "--test-activations", array("unbiased")),
                        List.of("--label-column", "diagnosis", "--positive", "melanoma", "--quiet"),
                        List.of("--out", folder.resolve(world)))
                .succeeds();
    }

    private void write(String world) throws IOException {
        List<String> rows = lines(world);
        float[] values = new float[(rows.size() - 1) * NEURONS];
        List<String> labels = new ArrayList<>(List.of("diagnosis"));
        for (int row = 1; row < rows.size(); row++) {
            String[] cells = rows.get(row).split(",", 2);
            labels.add(cells[0]);
            for (String one : cells[1].split(" ", -1)) {
                String[] pair = one.split(":", 2);
                values[(row - 1) * NEURONS + Integer.parseInt(pair[0])] = Float.parseFloat(pair[1]);
            }
        }
        Given.lines(table(world), labels.toArray(String[]::new));
        Npy.write(array(world), values, rows.size() - 1, NEURONS);
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = BiasInterventionTest.class.getResourceAsStream("/bias-study/" + name + ".csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private Path table(String world) {
        return folder.resolve(world + ".csv");
    }

    private Path array(String world) {
        return folder.resolve(world + ".npy");
    }
}
