package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

public abstract class EncoderContract {
    /** Opens a tower on the engine under test. */
    protected abstract Encoder open(Tower tower, Weights weights, String prefix, int threads);

    /** Between batches of other sizes, whose products add in another order; relative to the largest value. */
    private static final double TOLERANCE = 2e-6;

    private Encoder open(Tower tower, long seed) {
        return open(tower, new RandomWeights(tower, "", new Random(seed)), "", 1);
    }

    private static RandomTowers towers(long seed) {
        return new RandomTowers(new Random(seed));
    }

    private static Tower imageTower() {
        return Samples.panderm(16, 2);
    }

    private static Tower textTower() {
        return towers(5).text();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    protected void sameBatchGivesTheSameBits(long seed) {
        RandomTowers towers = towers(seed);
        for (Tower tower : List.of(towers.image(), towers.text())) {
            Batch batch = towers.batch(tower, 3);
            Batch other = towers.batch(tower, 5);
            try (Encoder encoder = open(tower, seed)) {
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
    protected void batchEqualsSinglePictures(long seed) {
        RandomTowers towers = towers(seed);
        Tower tower = towers.image();
        Batch.Images batch = (Batch.Images) towers.batch(tower, 7);
        try (Encoder encoder = open(tower, seed)) {
            float[][] together = encoder.features(batch, Tower.EMBEDDING);
            for (int i = 0; i < batch.size(); i++) {
                Batch one = new Batch.Images(List.of(batch.pixels().get(i)), batch.height(), batch.width());
                assertClose(together[i], encoder.features(one, Tower.EMBEDDING)[0], "seed " + seed + ", picture " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 7})
    protected void cutTextsEqualUncutOnes(long seed) {
        RandomTowers towers = towers(seed);
        Tower tower = masked(towers.padded());
        TokenStem stem = (TokenStem) tower.stem();
        int padding = ((TextEnd.Padding) stem.end()).id();
        Batch.Texts texts = towers.texts(stem, 5, stem.positions());
        int[][] padded = texts.ids().clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] = Arrays.copyOf(padded[i], padded[i].length);
            Arrays.fill(padded[i], 1 + stem.positions() / 3, stem.positions(), padding);
        }
        Batch.Texts uncut = new Batch.Texts(padded);
        Batch.Texts cut = uncut.cut(stem.end());
        assertThat(cut.length()).isLessThan(uncut.length());
        try (Encoder encoder = open(tower, seed)) {
            float[][] expected = encoder.features(uncut, Tower.EMBEDDING);
            float[][] found = encoder.features(cut, Tower.EMBEDDING);
            for (int i = 0; i < found.length; i++) {
                assertClose(expected[i], found[i], "seed " + seed + ", text " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ends")
    protected void textsCutAtTheirEndTokenEqualUncutOnes(TextEnd end) {
        Tower clip = Samples.clipText(12, 3);
        TokenStem plain = (TokenStem) clip.stem();
        TokenStem stem = new TokenStem(plain.vocabulary(), plain.positions(), 0, plain.width(), Optional.empty(), end);
        Tower tower = new Tower(stem, clip.blocks(), clip.heads());
        int[][] ids = towers(3).texts(stem, 4, stem.positions()).ids();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Arrays.stream(ids[i])
                    .map(id -> Math.min(id, stem.vocabulary() - 2))
                    .toArray();
            ids[i][3 + i] = stem.vocabulary() - 1;
        }
        Batch.Texts uncut = new Batch.Texts(ids);
        Batch.Texts cut = uncut.cut(end);
        assertThat(cut.length()).isEqualTo(3 + ids.length);
        try (Encoder encoder = open(tower, 3)) {
            float[][] expected = encoder.features(uncut, Tower.EMBEDDING);
            float[][] found = encoder.features(cut, Tower.EMBEDDING);
            for (int i = 0; i < found.length; i++) {
                assertClose(expected[i], found[i], "text " + i);
            }
        }
    }

    protected static List<TextEnd> ends() {
        return List.of(new TextEnd.LargestId(), new TextEnd.FirstId(49));
    }

    /** One rotary tower for pictures of several sizes, one after the other. */
    @Test
    protected void picturesOfAnySizeShareAnEncoder() {
        RandomTowers towers = towers(5);
        Tower tower = Samples.dino(16, 2, true);
        PatchStem stem = (PatchStem) tower.stem();
        Batch first = towers.pictures(stem, 2, 3, 5);
        try (Encoder encoder = open(tower, 5)) {
            float[][] expected = encoder.features(first, Tower.EMBEDDING);
            for (int rows = 1; rows < 5; rows++) {
                Batch other = towers.pictures(stem, 3, rows, 6 - rows);
                Tensor tokens = encoder.encode(other, List.of("block.1")).get("block.1");
                assertThat(tokens.shape()).containsExactly(3, 5 + rows * (6L - rows), 16);
            }
            assertThat(encoder.features(first, Tower.EMBEDDING)).isDeepEqualTo(expected);
        }
    }

    @Test
    protected void twoThreadsGetTheirOwnResults() throws Exception {
        RandomTowers towers = towers(5);
        Tower tower = towers.image();
        try (Encoder encoder = open(tower, 5)) {
            ConcurrentCalls.giveTheSameFeatures(encoder, towers, 40);
        }
    }

    @Test
    protected void resultsOutliveTheNextRunAndTheEncoder() {
        RandomTowers towers = towers(5);
        Tower tower = imageTower();
        Tensor first;
        float[] copy;
        try (Encoder encoder = open(tower, 5)) {
            first = encoder.encode(towers.batch(tower, 2), List.of("block.0")).get("block.0");
            copy = first.values().clone();
            encoder.encode(towers.batch(tower, 2), List.of("block.0"));
        }
        assertThat(first.values()).isEqualTo(copy);
        assertThat(first.shape()).containsExactly(2, ((PatchStem) tower.stem()).tokens(), tower.width());
    }

    @Test
    protected void closedEncoderSaysSo() {
        Tower tower = imageTower();
        Batch batch = towers(5).batch(tower, 1);
        Encoder encoder = open(tower, 5);
        encoder.close();
        encoder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.features(batch, Tower.EMBEDDING))
                .withMessageContaining("closed");
    }

    @Test
    protected void picturesOfAnotherSizeAreRefused() {
        Tower tower = imageTower();
        int side = ((PatchStem) tower.stem()).image();
        Batch wrong = new Batch.Images(List.of(new float[3 * (side + 1) * side]), side + 1, side);
        try (Encoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(wrong, Tower.EMBEDDING))
                    .withMessage("expected pictures of %d x %d pixels, found %d x %d", side, side, side + 1, side);
        }
    }

    /** Any whole number of patches will do, but no part of one. */
    @Test
    protected void picturesThatAreNotWholePatchesAreRefusedByARotaryTower() {
        Tower tower = Samples.dino(16, 2, false);
        try (Encoder encoder = open(tower, 5)) {
            for (int[] sides : new int[][] {{7, 8}, {8, 7}}) {
                Batch wrong = new Batch.Images(List.of(new float[3 * sides[0] * sides[1]]), sides[0], sides[1]);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> encoder.features(wrong, Tower.EMBEDDING))
                        .withMessage(
                                "expected pictures whose sides are multiples of 2, found %d x %d", sides[0], sides[1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000})
    protected void idsOutsideTheVocabularyAreRefused(int id) {
        Tower tower = textTower();
        try (Encoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(new Batch.Texts(new int[][] {{1, id}}), Tower.EMBEDDING))
                    .withMessage(
                            "expected token ids from 0 to %d, found %d",
                            ((TokenStem) tower.stem()).vocabulary() - 1, id);
        }
    }

    @Test
    protected void longTextsAreRefused() {
        Tower tower = textTower();
        int most = ((TokenStem) tower.stem()).positions();
        try (Encoder encoder = open(tower, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encoder.features(new Batch.Texts(new int[1][most + 1]), Tower.EMBEDDING))
                    .withMessageContaining("at most " + most + " tokens, found " + (most + 1));
        }
    }

    @Test
    protected void anotherTowersBatchIsRefused() {
        RandomTowers towers = towers(5);
        Tower image = towers.image();
        Tower text = towers.text();
        try (Encoder pictures = open(image, 5);
                Encoder texts = open(text, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pictures.features(towers.batch(text, 1), Tower.EMBEDDING))
                    .withMessageContaining("takes pictures");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> texts.features(towers.batch(image, 1), Tower.EMBEDDING))
                    .withMessageContaining("takes texts");
        }
    }

    @Test
    protected void unknownOutputsAreNamedWithThoseKnown() {
        Tower tower = imageTower();
        Batch batch = towers(5).batch(tower, 1);
        try (Encoder encoder = open(tower, 5)) {
            for (List<String> outputs : List.of(List.of("block.99"), List.<String>of())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> encoder.encode(batch, outputs))
                        .withMessageContaining("block.0")
                        .withMessageContaining(outputs.toString());
            }
            assertThat(encoder.features(batch, Tower.EMBEDDING)).hasNumberOfRows(1);
        }
    }

    /** Heads may read one projection in their own ways, see {@link Tower}. */
    @Test
    protected void headsShareAProjectionWithAndWithoutItsBias() {
        Tower usual = Samples.panderm(16, 2);
        Head with = usual.heads().get(Tower.EMBEDDING);
        Head without = new Head(
                with.tokenNorm(),
                with.pooling(),
                with.pooledNorm(),
                with.eps(),
                with.pooler(),
                new Projection.Linear(8, false));
        Tower tower = new Tower(usual.stem(), usual.blocks(), Map.of(Tower.EMBEDDING, with, Tower.PROBE, without));
        RandomWeights weights = new RandomWeights(tower, "", new Random(6));
        float[] bias = weights.values("head.projection.bias");
        Batch batch = new RandomTowers(new Random(6)).batch(tower, 1);
        try (Encoder encoder = open(tower, weights, "", 1)) {
            Map<String, Tensor> found = encoder.encode(batch, List.of(Tower.EMBEDDING, Tower.PROBE));
            float[] plain = found.get(Tower.PROBE).values();
            for (int i = 0; i < bias.length; i++) {
                assertThat(found.get(Tower.EMBEDDING).values()[i]).isCloseTo(plain[i] + bias[i], within(1e-5f));
            }
        }
    }

    @Test
    protected void missingWeightIsNamedInFull() {
        Tower tower = imageTower();
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        weights.remove("blocks.0.mlp.up.weight");
        int hidden = tower.blocks().get(0).mlp().hidden();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(tower, weights, "image.", 1))
                .withMessageContaining("image.blocks.0.mlp.up.weight")
                .withMessageContaining("missing")
                .withMessageContaining(Arrays.toString(new int[] {hidden, tower.width()}));
    }

    @Test
    protected void misshapenWeightIsNamedWithBothShapes() {
        Tower tower = imageTower();
        RandomWeights weights = new RandomWeights(tower, "image.", new Random(5));
        weights.put("blocks.0.mlp.up.bias", new float[7_777], 7_777);
        int hidden = tower.blocks().get(0).mlp().hidden();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(tower, weights, "image.", 1))
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
                        block.norm(),
                        block.eps(),
                        Attention.plain(block.attention().heads(), block.headWidth(), Biases.ALL, Mask.PADDING),
                        block.mlp(),
                        block.layerScale()))
                .toList();
        return new Tower(tower.stem(), blocks, tower.heads());
    }
}
