package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

class SameDiffEncoderTest {
    private static final double TOLERANCE = 1e-6;

    private static SameDiffEncoder open(Tower tower, long seed) {
        return SameDiffEncoder.open(tower, new RandomWeights(tower, "", new Random(seed)), "", 1);
    }

    private static RandomTowers towers(long seed) {
        return new RandomTowers(new Random(seed));
    }

    private static Tower imageTower() {
        return towers(5).image();
    }

    private static Tower textTower() {
        return towers(5).text();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameBatchGivesTheSameBits(long seed) {
        RandomTowers towers = towers(seed);
        for (Tower tower : List.of(towers.image(), towers.text())) {
            Batch batch = towers.batch(tower, 3);
            Batch other = towers.batch(tower, 5);
            try (SameDiffEncoder encoder = open(tower, seed)) {
                float[][] first = encoder.features(batch, Tower.EMBEDDING);
                float[][] between = encoder.features(other, Tower.EMBEDDING);
                assertThat(encoder.features(batch, Tower.EMBEDDING))
                        .as("seed %d", seed)
                        .isDeepEqualTo(first);
                assertThat(between).hasDimensions(5, first[0].length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void batchEqualsSinglePictures(long seed) {
        RandomTowers towers = towers(seed);
        Tower tower = towers.image();
        Batch.Images batch = (Batch.Images) towers.batch(tower, 7);
        try (SameDiffEncoder encoder = open(tower, seed)) {
            float[][] together = encoder.features(batch, Tower.EMBEDDING);
            for (int i = 0; i < batch.size(); i++) {
                Batch one = new Batch.Images(List.of(batch.pixels().get(i)), batch.height(), batch.width());
                assertClose(together[i], encoder.features(one, Tower.EMBEDDING)[0], "seed " + seed + ", picture " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 7})
    void cutTextsEqualUncutOnes(long seed) {
        RandomTowers towers = towers(seed);
        Tower tower = masked(towers.text());
        TokenStem stem = (TokenStem) tower.stem();
        Batch.Texts texts = towers.texts(stem, 5, stem.positions());
        int[][] padded = texts.ids().clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] = Arrays.copyOf(padded[i], padded[i].length);
            Arrays.fill(padded[i], 1 + stem.positions() / 3, stem.positions(), stem.padding());
        }
        Batch.Texts uncut = new Batch.Texts(padded);
        Batch.Texts cut = uncut.cut(stem.padding());
        assertThat(cut.length()).isLessThan(uncut.length());
        try (SameDiffEncoder encoder = open(tower, seed)) {
            float[][] expected = encoder.features(uncut, Tower.EMBEDDING);
            float[][] found = encoder.features(cut, Tower.EMBEDDING);
            for (int i = 0; i < found.length; i++) {
                assertClose(expected[i], found[i], "seed " + seed + ", text " + i);
            }
        }
    }

    @Test
    void twoThreadsGetTheirOwnResults() throws Exception {
        RandomTowers towers = towers(5);
        Tower tower = towers.image();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (SameDiffEncoder encoder = open(tower, 5)) {
            List<Callable<float[][]>> calls = new ArrayList<>();
            List<float[][]> expected = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Batch batch = towers.batch(tower, 1 + i % 4);
                expected.add(encoder.features(batch, Tower.EMBEDDING));
                calls.add(() -> encoder.features(batch, Tower.EMBEDDING));
            }
            List<Future<float[][]>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).as("call %d", i).isDeepEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void resultsOutliveTheNextRunAndTheEncoder() {
        RandomTowers towers = towers(5);
        Tower tower = towers.image();
        Tensor first;
        float[] copy;
        try (SameDiffEncoder encoder = open(tower, 5)) {
            first = encoder.encode(towers.batch(tower, 2), List.of("block.0")).get("block.0");
            copy = first.values().clone();
            encoder.encode(towers.batch(tower, 2), List.of("block.0"));
        }
        assertThat(first.values()).isEqualTo(copy);
        assertThat(first.shape()).containsExactly(2, ((PatchStem) tower.stem()).tokens(), tower.width());
    }

    @Test
    void closedEncoderSaysSo() {
        Tower tower = imageTower();
        Batch batch = towers(5).batch(tower, 1);
        SameDiffEncoder encoder = open(tower, 5);
        encoder.close();
        encoder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.features(batch, Tower.EMBEDDING))
                .withMessageContaining("closed");
    }

    @Test
    void picturesOfAnotherSizeAreRefused() {
        Tower tower = imageTower();
        int side = ((PatchStem) tower.stem()).image();
        Batch wrong = new Batch.Images(List.of(new float[3 * (side + 1) * side]), side + 1, side);
        try (SameDiffEncoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(wrong, Tower.EMBEDDING))
                    .withMessage("expected pictures of %d x %d pixels, found %d x %d", side, side, side + 1, side);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000})
    void idsOutsideTheVocabularyAreRefused(int id) {
        Tower tower = textTower();
        try (SameDiffEncoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(new Batch.Texts(new int[][] {{1, id}}), Tower.EMBEDDING))
                    .withMessage(
                            "expected token ids from 0 to %d, found %d",
                            ((TokenStem) tower.stem()).vocabulary() - 1, id);
        }
    }

    @Test
    void longTextsAreRefused() {
        Tower tower = textTower();
        int most = ((TokenStem) tower.stem()).positions();
        try (SameDiffEncoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(new Batch.Texts(new int[1][most + 1]), Tower.EMBEDDING))
                    .withMessageContaining("at most " + most + " tokens, found " + (most + 1));
        }
    }

    @Test
    void anotherTowersBatchIsRefused() {
        RandomTowers towers = towers(5);
        Tower image = towers.image();
        Tower text = towers.text();
        try (SameDiffEncoder pictures = open(image, 5);
                SameDiffEncoder texts = open(text, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pictures.features(towers.batch(text, 1), Tower.EMBEDDING))
                    .withMessageContaining("takes pictures");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> texts.features(towers.batch(image, 1), Tower.EMBEDDING))
                    .withMessageContaining("takes texts");
        }
    }

    @Test
    void unknownOutputsAreNamedWithThoseKnown() {
        Tower tower = imageTower();
        Batch batch = towers(5).batch(tower, 1);
        try (SameDiffEncoder encoder = open(tower, 5)) {
            for (List<String> outputs : List.of(List.of("block.99"), List.<String>of())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> encoder.encode(batch, outputs))
                        .withMessageContaining("block.0")
                        .withMessageContaining(outputs.toString());
            }
            assertThat(encoder.features(batch, Tower.EMBEDDING)).hasNumberOfRows(1);
        }
    }

    @Test
    void missingWeightIsNamedInFull() {
        Tower tower = imageTower();
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        weights.remove("blocks.0.mlp.up.weight");
        int hidden = tower.blocks().get(0).hidden();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SameDiffEncoder.open(tower, weights, "image.", 1))
                .withMessageContaining("image.blocks.0.mlp.up.weight")
                .withMessageContaining("missing")
                .withMessageContaining(Arrays.toString(new int[] {hidden, tower.width()}));
    }

    @Test
    void misshapenWeightIsNamedWithBothShapes() {
        Tower tower = imageTower();
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        weights.put("blocks.0.mlp.up.bias", new float[7_777], 7_777);
        int hidden = tower.blocks().get(0).hidden();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SameDiffEncoder.open(tower, weights, "image.", 1))
                .withMessage("tensor image.blocks.0.mlp.up.bias: expected shape [%d], found [7777]", hidden);
    }

    private static void assertClose(float[] expected, float[] found, String what) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
        }
        assertThat(difference).as(what).isLessThanOrEqualTo(TOLERANCE * largest);
    }

    /** The same tower with blocks that all look away from padding. */
    private static Tower masked(Tower tower) {
        List<Block> blocks = tower.blocks().stream()
                .map(block -> new Block(
                        block.width(),
                        block.heads(),
                        block.norm(),
                        block.eps(),
                        block.biases(),
                        block.layerScale(),
                        Block.Mask.PADDING,
                        block.hidden(),
                        block.activation()))
                .toList();
        return new Tower(tower.stem(), blocks, tower.heads());
    }
}
