package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;

/** The library as another Java program uses it, on the example model. */
class DermModelTest {
    private static final Path MODEL = GoldenCases.home().resolve("examples/tiny-model");
    private static final Path IMAGES = GoldenCases.home().resolve("testdata/golden/images");
    private static final List<String> LABELS = List.of("melanoma", "nevus", "eczema");

    @Test
    void fiveLinesScoreLabels() throws IOException {
        try (var model = DermModel.open(MODEL.toString())) {
            List<Score> scores = model.classify(IMAGES.resolve("rgb.png"), LABELS);
            assertThat(scores).extracting(Score::label).containsExactlyInAnyOrderElementsOf(LABELS);
            assertThat(scores.stream().mapToDouble(Score::probability).sum()).isCloseTo(1, within(1e-6));
            assertThat(scores).isSortedAccordingTo((a, b) -> Float.compare(b.probability(), a.probability()));
        }
    }

    @Test
    void aPictureEmbedsAloneAsInABatch() throws IOException {
        try (var model = DermModel.open(MODEL.toString())) {
            float[] alone = model.embed(IMAGES.resolve("rgb.png"));
            assertThat(alone).hasSize(model.embeddingWidth());
            List<float[]> pixels =
                    List.of(model.prepare(IMAGES.resolve("tall.png")), model.prepare(IMAGES.resolve("rgb.png")));
            assertThat(model.imageFeatures(pixels, Tower.EMBEDDING)[1]).containsExactly(alone, within(1e-5f));
        }
    }

    @Test
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        List<Path> pictures = List.of(
                IMAGES.resolve("rgb.png"),
                IMAGES.resolve("tall.png"),
                IMAGES.resolve("wide.png"),
                IMAGES.resolve("rgba.png"));
        try (var model = DermModel.open(MODEL.toString())) {
            LabelScorer scorer = model.scorer(LABELS, PromptTemplates.named("skin"));
            List<List<Score>> expected = new ArrayList<>();
            for (Path picture : pictures) {
                expected.add(scorer.score(picture));
            }
            List<List<Score>> found = atOnce(Collections.nCopies(5, pictures).stream()
                    .flatMap(List::stream)
                    .<Callable<List<Score>>>map(picture -> () -> scorer.score(picture))
                    .toList());
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isEqualTo(expected.get(i % pictures.size()));
            }
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTextOfPaddingAloneIsRefused() throws IOException {
        try (var model = DermModel.open(MODEL.toString())) {
            int[][] ids = {{2, 5, 3}, {0, 0, 0}};
            assertThatThrownBy(() -> model.textFeatures(new Batch.Texts(ids)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text 1 holds nothing but padding");
        }
    }

    @Test
    void nothingRunsAfterClose() throws IOException {
        DermModel model = DermModel.open(MODEL.toString());
        var encoder = model.imageEncoder();
        float[] pixels = model.prepare(IMAGES.resolve("rgb.png"));
        model.close();
        model.close();
        Batch.Images batch = new Batch.Images(List.of(pixels), 48, 48);
        assertThatThrownBy(() -> encoder.features(batch, Tower.EMBEDDING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> model.embed(IMAGES.resolve("rgb.png"))).isInstanceOf(IllegalStateException.class);
    }
}
