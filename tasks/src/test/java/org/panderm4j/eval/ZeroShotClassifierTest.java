package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ZeroShotClassifierTest {
    static float[][] randomRows(Random random, int rows, int width) {
        float[][] out = new float[rows][width];
        for (float[] row : out) {
            for (int k = 0; k < width; k++) {
                row[k] = (float) random.nextGaussian();
            }
        }
        return out;
    }

    private static ZeroShotClassifier randomClassifier(Random random, int classes, int prompts, int width) {
        float[][][] features = new float[classes][][];
        for (int c = 0; c < classes; c++) {
            features[c] = randomRows(random, prompts, width);
        }
        return ZeroShotClassifier.ofPrompts(features);
    }

    @Test
    void averagesDirectionsNotLengths() {
        float[][] vectors = ZeroShotClassifier.ofPrompts(new float[][][] {{{10, 0}, {0, 0.1f}}, {{0, -3}}})
                .classVectors();
        float half = (float) Math.sqrt(0.5);
        assertThat(vectors[0]).containsExactly(new float[] {half, half}, within(1e-7f));
        assertThat(vectors[1]).containsExactly(0, -1);
    }

    @Test
    void classVectorsHaveUnitLength() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            float[][] vectors = randomClassifier(random, 1 + random.nextInt(9), 1 + random.nextInt(8), 48)
                    .classVectors();
            for (float[] vector : vectors) {
                assertThat(UnitRows.dot(vector, vector)).as("seed %d", seed).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void probabilitiesDependNeitherOnTheBatchNorOnTheThreads() throws InterruptedException, ExecutionException {
        Random random = new Random(4);
        ZeroShotClassifier classifier = randomClassifier(random, 11, 3, 40);
        float[][] images = randomRows(random, 101, 40);
        float[][] all = classifier.probabilities(images);
        for (int batch : new int[] {1, 7, 64}) {
            for (int first = 0; first < images.length; first += batch) {
                int last = Math.min(first + batch, images.length);
                assertThat(classifier.probabilities(Arrays.copyOfRange(images, first, last)))
                        .isDeepEqualTo(Arrays.copyOfRange(all, first, last));
            }
        }
        ForkJoinPool four = new ForkJoinPool(4);
        try {
            assertThat(four.submit(() -> classifier.probabilities(images)).get())
                    .isDeepEqualTo(all);
        } finally {
            four.shutdown();
        }
    }

    @Test
    void theLengthOfAnImageFeatureDoesNotMatter() {
        ZeroShotClassifier classifier = randomClassifier(new Random(5), 4, 2, 8);
        float[][] image = randomRows(new Random(6), 1, 8);
        float[][] doubled = {image[0].clone()};
        for (int k = 0; k < 8; k++) {
            doubled[0][k] *= 2;
        }
        assertThat(classifier.probabilities(doubled)).isDeepEqualTo(classifier.probabilities(image));
    }

    @Test
    void saturatesAsFloat32Does() {
        assertThat(ZeroShotClassifier.softmax(new double[] {0, 18})[1]).isEqualTo(1f);
        assertThat(ZeroShotClassifier.softmax(new double[] {0, 16})[1]).isLessThan(1f);
        assertThat(ZeroShotClassifier.softmax(new double[] {0, 18})[0]).isPositive();
        assertThat(ZeroShotClassifier.softmax(new double[] {-200, 5, 5})).containsExactly(0f, 0.5f, 0.5f);
    }

    @Test
    void predictsTheFirstOfEqualClasses() {
        assertThat(Predictions.of(new int[1], new float[][] {{0.2f, 0.4f, 0.4f}})
                        .predicted(0))
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZeroShotClassifier.ofPrompts(new float[0][][]))
                .withMessageContaining("at least one class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZeroShotClassifier.ofPrompts(new float[][][] {{{1, 0}}, {}}))
                .withMessageContaining("class 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZeroShotClassifier.ofPrompts(new float[][][] {{{1, 0}, {-2, 0}}}))
                .withMessageContaining("no direction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZeroShotClassifier.ofPrompts(new float[][][] {{{1, 0}}, {{1, 0, 0}}}))
                .withMessageContaining("expected length 2, found 3");
        ZeroShotClassifier classifier = ZeroShotClassifier.ofPrompts(new float[][][] {{{1, 0}}, {{0, 1}}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classifier.probabilities(new float[][] {{1, 0}, {Float.NaN, 0}}))
                .withMessageContaining("row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classifier.probabilities(new float[][] {{1, 0, 0}}))
                .withMessageContaining("expected length 2");
        assertThat(classifier.probabilities(new float[0][])).isEmpty();
    }
}
