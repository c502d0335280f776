package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork.Pass;
import org.panderm4j.nn.train.Workers;

class LargestArrayTest {
    private static final int INPUTS = 300;
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    static LongStream seeds() {
        return new Random(9).longs(16, 0, 1_000_000);
    }

    /** A batch that is let pass runs, and with room for one value less it neither passes nor runs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void isWhatAPassTakes(long seed) {
        RandomTowers towers = new RandomTowers(new Random(seed));
        Tower tower = new Random(seed).nextBoolean() ? towers.image() : towers.text();
        Batch batch = tower.stem() instanceof PatchStem stem
                ? towers.pictures(stem, INPUTS, stem.grid(), stem.grid())
                : towers.texts((TokenStem) tower.stem(), INPUTS, ((TokenStem) tower.stem()).positions());
        RandomWeights weights = new RandomWeights(tower, "", new Random(seed));
        for (Optional<TrainingKernels> kernels : kinds()) {
            long most = INPUTS * LargestArray.bytesOfAnInput(tower);
            try (TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all(), kernels, most)) {
                network.requireRoom(INPUTS);
                Pass pass = network.forward(batch, DRAWS);
                assertThatCode(() -> pass.backward(pass.features())).doesNotThrowAnyException();
            }
        }
        for (Optional<TrainingKernels> kernels : kinds()) {
            long most = INPUTS * LargestArray.bytesOfAnInput(tower) - Float.BYTES;
            try (TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all(), kernels, most)) {
                assertThatIllegalArgumentException().isThrownBy(() -> network.requireRoom(INPUTS));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> network.forward(batch, DRAWS))
                        .withMessageContainingAll(Long.toString(most), "smaller batch");
            }
        }
    }

    private static Iterable<Optional<TrainingKernels>> kinds() {
        return List.of(TrainingKernels.ifPresent(), Optional.empty());
    }

    @Test
    void batchesForWhichThereIsNoRoomAreRefusedBeforeTheyRun() {
        Tower tower = Samples.panderm(24, 2);
        RandomWeights weights = new RandomWeights(tower, "", new Random(5));
        long room = Integer.MAX_VALUE / LargestArray.bytesOfAnInput(tower);
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all())) {
            network.requireRoom(room);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.requireRoom(room + 1))
                    .withMessageContainingAll("at most " + room + " inputs", "found " + (room + 1), "smaller batch");
        }
    }

    /** Buffers of Java end there; what lies behind would be left out without a word. */
    @Test
    void noArrayIsLargerThanABuffer() {
        try (Memory memory = new Memory(Optional.empty(), new Workers(1), Memory.MOST)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> memory.take(1 << 15, 1 << 14))
                    .withMessageContainingAll("2147483647", "2147483648", "[32768, 16384]", "smaller batch");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> memory.take(Long.MAX_VALUE / 2, 1 << 14))
                    .withMessageContaining("smaller batch");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> memory.take(LongShapeDescriptor.fromShape(new long[] {1 << 28}, DataType.INT64)))
                    .withMessageContaining("2147483648");
            assertThat(memory.take(3, 2).length()).isEqualTo(6);
        }
    }
}
