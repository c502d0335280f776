package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Native memory has an owner: bounded while a tower runs, given back when it is closed or could not be opened. */
class NativeMemoryTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void poolHoldsOneRun() {
        RandomTowers towers = new RandomTowers(new Random(7));
        Tower tower = Samples.panderm(16, 2);
        SameDiff graph = SameDiff.create();
        try (Constants constants = new Constants(graph, new RandomWeights(tower, "", new Random(7)), "")) {
            TowerGraph.build(graph, tower, constants);
            ArrayPool pool = new ArrayPool();
            Session session = new Session(graph, pool);
            int[] held = new int[9];
            for (int round = 0; round < 300; round++) {
                int size = 1 + round % 8;
                run(session, tower, towers.batch(tower, size));
                assertThat(pool.inUse()).as("in use after round %d", round).isZero();
                assertThat(pool.free()).as("free after round %d", round).isPositive();
                held[size] = held[size] == 0 ? pool.free() : held[size];
                assertThat(pool.free())
                        .as("batches of %d, round %d", size, round)
                        .isEqualTo(held[size]);
            }
            session.close();
            assertThat(pool.free() + pool.inUse()).isZero();
        }
    }

    private static void run(Session session, Tower tower, Batch batch) {
        try (Inputs inputs = Inputs.of(batch, tower)) {
            session.run(List.of(Tower.EMBEDDING), inputs.arrays());
        } finally {
            session.endRun();
        }
    }

    /** A run takes some 5 MB of scratch memory here: kept, that of 200 rounds would show. */
    @Test
    void changingShapesLeaveResidentMemoryFlat() {
        RandomTowers towers = new RandomTowers(new Random(11));
        Tower image = medium(
                new PatchStem(28, 4, 64, true, 0, new Positions.Table(), Optional.empty()),
                Attention.Mask.NONE,
                Head.Pooling.MEAN_OF_PATCHES);
        Tower text = medium(tokens(30, 64), Attention.Mask.PADDING, Head.Pooling.MASKED_MEAN);
        Random random = new Random(11);
        try (SameDiffEncoder pictures = open(image, random);
                SameDiffEncoder texts = open(text, random)) {
            long before = 0;
            for (int round = 0; round < 250; round++) {
                before = round == 50 ? residentAfterCollection() : before;
                pictures.features(towers.batch(image, 1 + random.nextInt(8)), Tower.EMBEDDING);
                texts.features(towers.batch(text, 1 + random.nextInt(8)), Tower.EMBEDDING);
            }
            assertThat(residentAfterCollection() - before).isLessThan(250 * MEGABYTE);
        }
    }

    /** Every size of pictures has arrays of its own, some 5 MB a run: kept, those of 64 grids would show. */
    @Test
    void changingPictureSizesLeaveResidentMemoryFlat() {
        RandomTowers towers = new RandomTowers(new Random(13));
        Tower tower = Samples.dino(64, 4, true);
        PatchStem stem = (PatchStem) tower.stem();
        try (SameDiffEncoder encoder = open(tower, new Random(13))) {
            long before = 0;
            for (int round = 0; round < 256; round++) {
                before = round == 64 ? residentAfterCollection() : before;
                int size = round / 64 + 1;
                encoder.features(towers.pictures(stem, size, 9 + round % 8, 9 + round / 8 % 8), Tower.EMBEDDING);
            }
            // One batch of four takes tens of megabytes; 192 shapes kept would take gigabytes.
            assertThat(residentAfterCollection() - before).isLessThan(400 * MEGABYTE);
        }
    }

    /** A residual network makes larger arrays than any transformer, and its texts change the length of the sequence. */
    @Test
    void changingTextsOfAJointTowerLeaveResidentMemoryFlat() {
        RandomJointTowers towers = new RandomJointTowers(new Random(29));
        Tower tower = joint();
        try (SameDiffEncoder encoder = SameDiffEncoder.open(tower, towers.weights(tower, ""), "", 1)) {
            long before = 0;
            for (int round = 0; round < 240; round++) {
                before = round == 80 ? residentAfterCollection() : before;
                encoder.features(towers.batch(tower, 1 + round % 4), Tower.EMBEDDING);
            }
            // A batch of four makes some 20 MB of arrays, and there are 160 more runs.
            assertThat(residentAfterCollection() - before).isLessThan(150 * MEGABYTE);
        }
    }

    private static Tower joint() {
        ResNet network = new ResNet(64, List.of(new ResNet.Stage(1, 16, 256)), 1e-5);
        JointStem stem = new JointStem(64, network, 16, 50, 40, 8, 16, 1e-5, 1, List.of(0, 2));
        Attention attention = new Attention(
                2, 0.25, Attention.Biases.ALL, Attention.Mask.PADDING, Attention.Place.RELATIVE, true, true);
        Block block = new Block(16, Block.NormPlace.BEFORE, 1e-5, attention, Mlp.plain(32, Activation.GELU), false);
        Head head =
                new Head(true, Head.Pooling.MEAN_OF_PATCHES, Head.PooledNorm.NONE, 1e-5, false, new Projection.None());
        return new Tower(stem, List.of(block), Map.of(Tower.EMBEDDING, head));
    }

    /** 15 times 32 MB of weights: kept, they would show. */
    @Test
    void weightsAreGivenBack() {
        Tower tower = withWideTable();
        RandomWeights weights = new RandomWeights(tower, "", new Random(3));
        SameDiffEncoder.open(tower, weights, "", 1).close();
        long before = residentAfterCollection();
        for (int round = 0; round < 15; round++) {
            SameDiffEncoder.open(tower, weights, "", 1).close();
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(150 * MEGABYTE);
    }

    /** The table is read first, the shape that does not fit is found last. */
    @Test
    void weightsReadBeforeAFailureAreGivenBack() {
        Tower tower = withWideTable();
        RandomWeights weights = new RandomWeights(tower, "", new Random(3));
        weights.put("head.projection.weight", new float[] {1}, 1);
        long before = residentAfterCollection();
        for (int round = 0; round < 15; round++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SameDiffEncoder.open(tower, weights, "", 1))
                    .withMessageContaining("head.projection.weight");
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(150 * MEGABYTE);
    }

    private static SameDiffEncoder open(Tower tower, Random random) {
        return SameDiffEncoder.open(tower, new RandomWeights(tower, "", random), "", 1);
    }

    private static Tower medium(Stem stem, Attention.Mask mask, Head.Pooling pooling) {
        Attention attention = Attention.plain(4, 16, Attention.Biases.ALL, mask);
        Block block = new Block(64, Block.NormPlace.BEFORE, 1e-6, attention, Mlp.plain(256, Activation.GELU), false);
        Head head = new Head(true, pooling, Head.PooledNorm.NONE, 1e-6, false, new Projection.Linear(8, true));
        return new Tower(stem, List.of(block, block), Map.of(Tower.EMBEDDING, head));
    }

    private static TokenStem tokens(int vocabulary, int positions) {
        return new TokenStem(vocabulary, positions, 2, 64, Optional.of(new Norm(1e-12)), new TextEnd.Padding(0));
    }

    private static Tower withWideTable() {
        return medium(tokens(131_072, 4), Attention.Mask.PADDING, Head.Pooling.MASKED_MEAN);
    }

    /** The collector runs first, since ND4J leaves what nobody closed to it. */
    private static long residentAfterCollection() {
        System.gc();
        return Pointer.physicalBytes();
    }
}
