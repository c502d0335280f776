package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork.Pass;

/** What a network holds on to: memory, kernels, threads. */
class NetworkLifeTest {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    private final Tower tower = Samples.bert(24, 2);
    private final RandomWeights weights = new RandomWeights(tower, "", new Random(5));
    private final Batch batch = new RandomTowers(new Random(5)).batch(tower, 3);

    @Test
    void nothingGoesThroughAClosedNetwork() {
        TowerNetwork network = TowerNetwork.open(tower, weights, "", Options.all());
        Pass open = network.forward(batch, DRAWS);
        float[][] gradient = open.features();
        network.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> open.backward(gradient))
                .withMessage("this network has been closed");
        assertThatIllegalStateException().isThrownBy(() -> network.features(batch));
        assertThatIllegalStateException().isThrownBy(() -> network.forward(batch, DRAWS));
        open.close();
        network.close();
    }

    /** The kernels are the network's from the call on. */
    @Test
    void kernelsAreClosedWhenOpeningFails() {
        Optional<TrainingKernels> kernels = TrainingKernels.ifPresent();
        assumeThat(kernels).isPresent();
        weights.remove("head.norm.weight");
        weights.remove("stem.tokens.weight");
        assertThatThrownBy(
                        () -> TowerNetwork.open(Samples.bert(36, 2), weights, "", Options.all(), kernels, Memory.MOST))
                .isInstanceOf(IllegalArgumentException.class);
        try (FloatPointer values = new FloatPointer(new float[4])) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> kernels.get().activate(Activation.GELU, 4, values.address(), values.address()))
                    .withMessageContaining("closed");
        }
    }

    /** Without dropping no part can be built; by then all weights have been read. */
    @Test
    void tensorsAreGivenBackWhenOpeningFails() {
        Tower large = Samples.bert(512, 4);
        RandomWeights many = new RandomWeights(large, "", new Random(5));
        Options broken = Options.all().withDropping(null);
        fail(large, many, broken);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 12; i++) {
            fail(large, many, broken);
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(300L << 20);
    }

    private static void fail(Tower tower, RandomWeights weights, Options options) {
        assertThatThrownBy(() -> TowerNetwork.open(tower, weights, "", options))
                .isInstanceOf(NullPointerException.class);
    }

    /** Streams that run in parallel take the threads of the pool that they are called from, and would show there. */
    @Test
    void noMoreThreadsThanAskedFor() throws Exception {
        Options options =
                Options.all().withDropping(new Dropping(0.2, 0.2, 0.2)).withThreads(1);
        Tower wide = Samples.bert(96, 2);
        Batch large = new RandomTowers(new Random(5)).texts((TokenStem) wide.stem(), 60, 24);
        RandomWeights some = new RandomWeights(wide, "", new Random(5));
        ForkJoinPool pool = new ForkJoinPool(4);
        try (TowerNetwork network = TowerNetwork.open(wide, some, "", options)) {
            pool.submit(() -> {
                        Pass pass = network.forward(large, DRAWS);
                        pass.backward(pass.features());
                    })
                    .get();
            assertThat(pool.getPoolSize()).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
