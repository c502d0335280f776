package org.panderm4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;

/** In bf16 the model fixtures choose the texts for their pictures that they choose in f32. */
@Tag("golden")
class ReducedPrecisionGoldenTest {
    /** Between the cosines of the best and the second text: closer ones may change places. */
    private static final double MARGIN = 1e-2;

    static List<GoldenModels.Container> withTexts() throws IOException {
        List<GoldenModels.Container> found = new ArrayList<>();
        for (GoldenModels.Container container : GoldenModels.all()) {
            if (!container.texts().isEmpty() && container.arrays().stream().anyMatch(name -> name.startsWith("text"))) {
                found.add(container);
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("withTexts")
    void choosesTheSameTexts(GoldenModels.Container container) throws IOException {
        assumeThat(Engines.has(Engines.ONEDNN, Precision.BF16)).as("bf16").isTrue();
        float[][] exact = cosines(container, Precision.F32);
        float[][] rounded = cosines(container, Precision.BF16);
        int clear = 0;
        for (int i = 0; i < exact.length; i++) {
            int best = largest(exact[i], -1);
            if (exact[i][best] - exact[i][largest(exact[i], best)] > MARGIN) {
                clear++;
                assertThat(largest(rounded[i], -1))
                        .as("text of picture %d of %s", i, container)
                        .isEqualTo(best);
            }
        }
        assertThat(clear).as("clear choices of %s", container).isPositive();
    }

    private static float[][] cosines(GoldenModels.Container container, Precision precision) throws IOException {
        Reference reference = new Reference(container.folder());
        Batch.Images pictures = reference.pixels().orElseThrow();
        Batch.Texts texts = reference.tokens().orElseThrow();
        try (DermModel model = container.open(new EngineOptions(Engines.ONEDNN, precision, 0))) {
            float[][] ours = Vectors.unit(model.imageEncoder().features(pictures, Tower.EMBEDDING));
            float[][] theirs = Vectors.unit(model.textEncoder().features(texts, Tower.EMBEDDING));
            float[][] cosines = new float[ours.length][theirs.length];
            for (int i = 0; i < ours.length; i++) {
                for (int k = 0; k < theirs.length; k++) {
                    cosines[i][k] = (float) Vectors.dot(ours[i], theirs[k]);
                }
            }
            return cosines;
        }
    }

    private static int largest(float[] values, int except) {
        int largest = except == 0 ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            largest = i != except && values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
