package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** A streamed tower takes the memory of two of its blocks, and gives it back. */
class StreamedMemoryTest {
    private static final long MEGABYTE = 1 << 20;
    /** 12 d² values: 12 MB. */
    private static final int WIDTH = 512;

    /** 720 MB of weights. */
    @Test
    void weightsOfTwoBlocksAreResident() {
        Tower tower = tower(60);
        assertThat(4 * ParameterShapes.values(tower)).isGreaterThan(700 * MEGABYTE);
        Batch batch = new RandomTowers(new Random(1)).batch(tower, 1);
        tower(2, batch);
        long before = residentAfterCollection();
        try (StreamedEncoder encoder = open(tower)) {
            encoder.features(batch, Tower.EMBEDDING);
            assertThat(residentAfterCollection() - before).isLessThan(100 * MEGABYTE);
        }
    }

    /** Each run takes megabytes of scratch memory: kept, those of 300 rounds would show. */
    @Test
    void changingShapesLeaveResidentMemoryFlat() {
        RandomTowers towers = new RandomTowers(new Random(3));
        Tower tower = tower(3);
        Random random = new Random(3);
        try (StreamedEncoder encoder = open(tower)) {
            long before = 0;
            for (int round = 0; round < 350; round++) {
                before = round == 50 ? residentAfterCollection() : before;
                encoder.features(towers.batch(tower, 1 + random.nextInt(8)), Tower.EMBEDDING);
            }
            assertThat(residentAfterCollection() - before).isLessThan(150 * MEGABYTE);
        }
    }

    /** 24 MB of two blocks' weights each time. */
    @Test
    void weightsAreGivenBack() {
        Batch batch = new RandomTowers(new Random(1)).batch(tower(2), 1);
        tower(2, batch);
        long before = residentAfterCollection();
        for (int round = 0; round < 15; round++) {
            tower(2, batch);
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(150 * MEGABYTE);
    }

    /** The stem's table of 32 MB is read first, the head fails. */
    @Test
    void stemIsGivenBackWhenTheHeadsCannotBeRead() {
        TokenStem stem = new TokenStem(131_072, 4, 0, 64, Optional.empty(), new TextEnd.LargestId());
        Tower tower = new Tower(stem, List.of(), Map.of(Tower.EMBEDDING, head()));
        WatchedWeights weights = new WatchedWeights(new Formula(tower));
        StreamedEncoder.open(tower, weights, "", 1).close();
        weights.breakAt("head.projection.weight");
        long before = residentAfterCollection();
        for (int round = 0; round < 15; round++) {
            assertThatThrownBy(() -> StreamedEncoder.open(tower, weights, "", 1))
                    .hasMessageContaining("torn out");
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(150 * MEGABYTE);
    }

    /** 2^29 values are 2^31 bytes, one more than a buffer has; nothing is allocated for them. */
    @Test
    void tensorsBeyondABufferAreRefused() {
        TokenStem stem = new TokenStem(1 << 20, 4, 0, 512, Optional.empty(), new TextEnd.LargestId());
        Tower tower = new Tower(stem, List.of(), Map.of(Tower.EMBEDDING, head()));
        Weights weights = new Formula(tower);
        for (Runnable opening : List.<Runnable>of(
                () -> StreamedEncoder.open(tower, weights, "", 1), () -> SameDiffEncoder.open(tower, weights, "", 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(opening::run)
                    .withMessageContainingAll("stem.tokens", "[1048576, 512]", "536870911");
        }
    }

    private static void tower(int depth, Batch batch) {
        try (StreamedEncoder encoder = open(tower(depth))) {
            encoder.features(batch, Tower.EMBEDDING);
        }
    }

    private static StreamedEncoder open(Tower tower) {
        return StreamedEncoder.open(tower, new Formula(tower), "", 1);
    }

    private static Tower tower(int depth) {
        Attention attention = Attention.plain(8, WIDTH / 8, Attention.Biases.ALL, Attention.Mask.NONE);
        Mlp mlp = Mlp.plain(4 * WIDTH, Activation.GELU);
        Block block = new Block(WIDTH, Block.NormPlace.BEFORE, 1e-6, attention, mlp, false);
        PatchStem stem = new PatchStem(32, 8, WIDTH, true, 0, new Positions.Table(), Optional.empty());
        return new Tower(stem, Collections.nCopies(depth, block), Map.of(Tower.EMBEDDING, head()));
    }

    private static Head head() {
        return new Head(true, Head.Pooling.CLASS, Head.PooledNorm.NONE, 1e-6, false, new Projection.Linear(8, true));
    }

    private static long residentAfterCollection() {
        System.gc();
        return Pointer.physicalBytes();
    }

    /** Small values that lie nowhere. */
    private record Formula(Map<String, long[]> shapes) implements Weights {
        Formula(Tower tower) {
            this(ParameterShapes.of(tower));
        }

        @Override
        public Set<String> names() {
            return shapes.keySet();
        }

        @Override
        public long[] shape(String name) {
            return shapes.get(name);
        }

        @Override
        public void copy(String name, FloatBuffer target) {
            for (int i = 0; target.hasRemaining(); i++) {
                target.put((i * 31 % 101 - 50) / 2000f);
            }
        }
    }
}
