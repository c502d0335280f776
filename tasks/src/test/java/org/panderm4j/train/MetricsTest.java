package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void name() {
        file = temp.resolve(Metrics.NAME);
    }

    static StepFigures step(long step, double loss) {
        return new StepFigures(step, 1, loss, Map.of("logit_scale", 2.5), 1e-4, OptionalDouble.of(0.5), 8);
    }

    @Test
    void hasALineForEachStepAndEvaluation() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 1.25);
        values.put("recall_at_5", 0.5);
        try (Metrics metrics = Metrics.open(file, 0)) {
            metrics.step(step(1, 3.5), 40.00049, 0.2);
            metrics.evaluation(new EvaluationFigures(1, 1, values), 0.25);
            metrics.step(new StepFigures(2, 2, Double.NaN, Map.of(), 2e-4, OptionalDouble.empty(), 8), 40, 0.4);
            assertThat(metrics.length()).isEqualTo(Files.size(file));
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"step\":1,\"epoch\":1,\"loss\":3.5,\"logit_scale\":2.5,\"learning_rate\":1.0E-4,"
                                + "\"gradient_norm\":0.5,\"items_per_second\":40.0,\"seconds\":0.2}",
                        "{\"step\":1,\"epoch\":1,\"evaluation\":{\"loss\":1.25,\"recall_at_5\":0.5},\"seconds\":0.25}",
                        "{\"step\":2,\"epoch\":2,\"loss\":\"NaN\",\"learning_rate\":2.0E-4,"
                                + "\"items_per_second\":40.0,\"seconds\":0.4}");
    }

    @Test
    void cutsOffWhatLiesBeyondTheSnapshot() throws IOException {
        long kept;
        try (Metrics metrics = Metrics.open(file, 0)) {
            metrics.step(step(1, 3), 1, 1);
            metrics.step(step(2, 2), 1, 2);
            kept = metrics.length();
            metrics.step(step(3, 1), 1, 3);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 7)); // killed in the middle of a line
        try (Metrics metrics = Metrics.open(file, kept)) {
            metrics.step(step(3, 1), 1, 3);
        }
        assertThat(file).hasBinaryContent(whole);
        Metrics.open(file, 0).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void goesOnInAFileThatSomebodyShortened() throws IOException {
        Files.writeString(file, "");
        try (Metrics metrics = Metrics.open(file, 1000)) {
            metrics.step(step(3, 1), 1, 3);
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void isReadBack() throws IOException {
        try (Metrics metrics = Metrics.open(file, 0)) {
            metrics.step(step(1, 3.5), 1, 1);
            metrics.step(step(2, Double.POSITIVE_INFINITY), 1, 2);
            metrics.evaluation(new EvaluationFigures(2, 1, Map.of("loss", 9.0)), 2.5);
        }
        MetricsHistory history = MetricsHistory.read(file);
        assertThat(history.steps()).extracting(line -> line.get("loss")).containsExactly(3.5, Double.NaN);
        assertThat(history.evaluations()).hasSize(1);
        assertThat(history.evaluations().get(0)).containsEntry("loss", 9.0).containsEntry("step", 2.0);
        assertThat(history.seconds()).isEqualTo(2.5);
        assertThat(MetricsHistory.read(temp.resolve("absent")).steps()).isEmpty();
    }

    @Test
    void refusesOtherLines() throws IOException {
        for (String line : List.of("years of work", "[1]", "{\"epoch\":1}", "{\"step\":")) {
            Files.writeString(file, line + "\n");
            assertThatThrownBy(() -> MetricsHistory.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(line)
                    .hasMessageNotContaining("\n");
        }
    }
}
