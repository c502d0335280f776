package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.ConcurrentCalls;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

class StreamedEncoderTest {
    private static RandomTowers towers(long seed) {
        return new RandomTowers(new Random(seed));
    }

    private static RandomWeights weights(Tower tower, long seed) {
        return new RandomWeights(tower, "image.", new Random(seed));
    }

    private static StreamedEncoder open(Tower tower, Weights weights) {
        return StreamedEncoder.open(tower, weights, "image.", 1);
    }

    private static SameDiffEncoder openInMemory(Tower tower, Weights weights) {
        return SameDiffEncoder.open(tower, weights, "image.", 1);
    }

    /** The same tower, deeper: its blocks again and again in random order, so that there are equal ones, side by side and apart. */
    private static Tower deep(Tower tower, Random random) {
        List<Block> blocks = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            blocks.addAll(tower.blocks());
        }
        Collections.shuffle(blocks, random);
        return new Tower(tower.stem(), blocks, tower.heads());
    }

    private static Tower deepImage(long seed) {
        return deep(towers(seed).image(), new Random(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void givesTheBitsOfTheEncoderInMemory(long seed) {
        RandomTowers towers = towers(seed);
        Random random = new Random(seed);
        for (Tower tower : List.of(deep(towers.image(), random), deep(towers.text(), random))) {
            List<String> outputs = new ArrayList<>(TowerGraph.outputs(tower));
            Collections.shuffle(outputs, random);
            RandomWeights weights = weights(tower, seed);
            try (Encoder streamed = open(tower, weights);
                    Encoder inMemory = openInMemory(tower, weights)) {
                for (int size : new int[] {3, 1, 4, 3}) {
                    Batch batch = towers.batch(tower, size);
                    Map<String, Tensor> expected = inMemory.encode(batch, outputs);
                    Map<String, Tensor> found = streamed.encode(batch, outputs);
                    assertThat(found).as("seed %d, %s", seed, tower).isEqualTo(expected);
                    assertThat(found.keySet()).containsExactlyElementsOf(outputs);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachOutputCanBeAskedForAlone(long seed) {
        Tower tower = deepImage(seed);
        Batch batch = towers(seed).batch(tower, 2);
        RandomWeights weights = weights(tower, seed);
        try (Encoder streamed = open(tower, weights);
                Encoder inMemory = openInMemory(tower, weights)) {
            Map<String, Tensor> expected = inMemory.encode(batch, TowerGraph.outputs(tower));
            expected.forEach((name, tensor) -> assertThat(streamed.encode(batch, List.of(name)))
                    .as("seed %d, %s", seed, name)
                    .isEqualTo(Map.of(name, tensor)));
        }
    }

    @Test
    void towerWithoutBlocksGoesFromStemToHeads() {
        Tower some = towers(5).image();
        Tower tower = new Tower(some.stem(), List.of(), some.heads());
        Batch batch = towers(5).batch(tower, 2);
        RandomWeights weights = weights(tower, 5);
        try (Encoder streamed = open(tower, weights);
                Encoder inMemory = openInMemory(tower, weights)) {
            List<String> outputs = TowerGraph.outputs(tower);
            assertThat(streamed.encode(batch, outputs)).isEqualTo(inMemory.encode(batch, outputs));
        }
    }

    /** Stem and heads when opening; then the blocks in order, once a batch, and none that the outputs do not need. */
    @Test
    void readsWhatIsNeededWhenItIsNeeded() {
        Tower tower = deepImage(5);
        int depth = tower.blocks().size();
        Batch batch = towers(5).batch(tower, 2);
        WatchedWeights weights = new WatchedWeights(weights(tower, 5));
        try (Encoder encoder = open(tower, weights)) {
            assertThat(weights.blocksRead()).isEmpty();
            assertThat(weights.read()).contains("image.stem.class");
            encoder.features(batch, Tower.EMBEDDING);
            assertThat(weights.blocksRead())
                    .isEqualTo(IntStream.range(0, depth).boxed().toList());
            encoder.features(batch, Tower.EMBEDDING);
            assertThat(weights.blocksRead()).hasSize(2 * depth);
            encoder.encode(batch, List.of(TowerGraph.STEM));
            assertThat(weights.blocksRead()).hasSize(2 * depth);
            encoder.encode(batch, List.of(TowerGraph.block(1)));
            assertThat(weights.blocksRead()).hasSize(2 * depth + 2).endsWith(0, 1);
            assertThat(weights.read()).containsOnlyOnce("image.stem.class");
        }
    }

    @Test
    void failureToReadReachesTheCallerAndTheNextBatchRuns() {
        Tower tower = deepImage(5);
        Batch batch = towers(5).batch(tower, 2);
        WatchedWeights weights = new WatchedWeights(weights(tower, 5));
        try (Encoder encoder = open(tower, weights)) {
            float[][] expected = encoder.features(batch, Tower.EMBEDDING);
            for (int block = 0; block < tower.blocks().size(); block++) {
                weights.breakAt("image.blocks." + block + ".mlp.up.weight");
                assertThatThrownBy(() -> encoder.features(batch, Tower.EMBEDDING))
                        .as("block %d", block)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("torn out");
                weights.mend();
                assertThat(encoder.features(batch, Tower.EMBEDDING)).isDeepEqualTo(expected);
            }
        }
    }

    /** Otherwise the next batch would read into memory that is still being written to. */
    @Test
    void failureOfABlockWaitsForTheReader() {
        Tower tower = deepImage(5);
        WatchedWeights weights = new WatchedWeights(weights(tower, 5));
        weights.holdAt("image.blocks.1.attention.qkv.weight");
        int n = ((PatchStem) tower.stem()).tokens();
        try (Inputs inputs = Inputs.of(usual(tower), tower);
                Tokens tokens = new Tokens(Nd4j.zeros(DataType.FLOAT, 1, n, tower.width()));
                StreamedBlocks blocks = new StreamedBlocks(tower, weights, "image.", new ArrayPool())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> blocks.run(tower.blocks().size(), inputs.arrays(), tokens, (index, made) -> {
                        weights.letGo();
                        throw new IllegalStateException("block " + index);
                    }))
                    .withMessage("block 0");
            assertThat(weights.reading()).isFalse();
            assertThat(weights.blocksRead()).containsExactly(0, 1);
        }
    }

    private static Batch usual(Tower tower) {
        int side = ((PatchStem) tower.stem()).image();
        return new Batch.Images(List.of(new float[3 * side * side]), side, side);
    }

    @Test
    void twoThreadsGetTheirOwnResults() throws Exception {
        RandomTowers towers = towers(5);
        Tower tower = deepImage(5);
        try (Encoder encoder = open(tower, weights(tower, 5))) {
            ConcurrentCalls.giveTheSameFeatures(encoder, towers, 20);
        }
    }

    @Test
    void closedEncoderSaysSo() {
        Tower tower = deepImage(5);
        Batch batch = towers(5).batch(tower, 1);
        Encoder encoder = open(tower, weights(tower, 5));
        encoder.close();
        encoder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.features(batch, Tower.EMBEDDING))
                .withMessageContaining("closed");
    }

    @Test
    void refusesWhatTheEncoderInMemoryRefuses() {
        Tower tower = deepImage(5);
        Batch batch = towers(5).batch(tower, 1);
        int side = ((PatchStem) tower.stem()).patch() + 1;
        Batch odd = new Batch.Images(List.of(new float[3 * side * side]), side, side);
        Batch texts = new Batch.Texts(new int[][] {{1, 2}});
        RandomWeights weights = weights(tower, 5);
        try (Encoder streamed = open(tower, weights);
                Encoder inMemory = openInMemory(tower, weights)) {
            for (Batch wrong : List.of(odd, texts)) {
                assertSameRefusal(
                        () -> inMemory.features(wrong, Tower.EMBEDDING),
                        () -> streamed.features(wrong, Tower.EMBEDDING));
            }
            for (List<String> wrong : List.of(List.<String>of(), List.of(Tower.EMBEDDING, "block.99"))) {
                assertSameRefusal(() -> inMemory.encode(batch, wrong), () -> streamed.encode(batch, wrong));
            }
        }
    }

    /** Of the last block, before a batch has run half of the way. */
    @Test
    void refusesWeightsThatTheEncoderInMemoryRefuses() {
        Tower tower = deepImage(5);
        int last = tower.blocks().size() - 1;
        RandomWeights misshapen = weights(tower, 5);
        misshapen.put("blocks." + last + ".mlp.up.weight", new float[7], 7);
        RandomWeights missing = weights(tower, 5);
        missing.remove("blocks." + last + ".mlp.up.weight");
        for (Weights wrong : List.of(misshapen, missing)) {
            assertSameRefusal(() -> openInMemory(tower, wrong), () -> open(tower, wrong));
        }
    }

    private static void assertSameRefusal(ThrowingCallable inMemory, ThrowingCallable streamed) {
        Throwable expected = catchThrowable(inMemory);
        assertThat(expected).isInstanceOf(IllegalArgumentException.class);
        assertThatIllegalArgumentException().isThrownBy(streamed).withMessage(expected.getMessage());
    }

    @Test
    void refusesTowersOverPicturesAndTextsInOne() {
        ResNet network = new ResNet(4, List.of(new ResNet.Stage(1, 4, 8)), 1e-5);
        Stem stem = new Stem.JointStem(8, network, 4, 10, 8, 4, 8, 1e-5, 1, List.of(2, 3));
        Attention attention = new Attention(
                2, 0.5, Attention.Biases.ALL, Attention.Mask.PADDING, Attention.Place.RELATIVE, false, false);
        Block block = new Block(8, Block.NormPlace.BEFORE, 1e-5, attention, Mlp.plain(16, Activation.GELU), false);
        Head head = new Head(false, Head.Pooling.CLASS, Head.PooledNorm.NONE, 0, false, new Projection.None());
        Tower tower = new Tower(stem, List.of(block), Map.of(Tower.EMBEDDING, head));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(tower, weights(tower, 5)))
                .withMessageContaining("--weights memory");
    }
}
