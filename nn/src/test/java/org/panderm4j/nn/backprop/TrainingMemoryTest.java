package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.backprop.TowerNetwork.Options;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.FeatureNetwork.Pass;

/** ND4J's own training takes new memory at every step; ours what the largest step has taken. */
class TrainingMemoryTest {
    /** Of the resident memory after the first half. */
    private static final double FLAT = 1.03;

    @Test
    void residentMemoryIsFlat() {
        train(400);
    }

    @Test
    @Tag("slow")
    void residentMemoryIsFlatOverTwoThousandSteps() {
        train(2000);
    }

    /** Batches of texts of any number and length. */
    private static void train(int steps) {
        Tower tower = Samples.bert(96, 4);
        Random random = new Random(3);
        RandomTowers towers = new RandomTowers(random);
        RandomWeights weights = new RandomWeights(tower, "", new Random(3));
        Options options =
                Options.all().withDropping(new Dropping(0.1, 0.1, 0.1)).withThreads(1);
        try (TowerNetwork network = TowerNetwork.open(tower, weights, "", options)) {
            long settled = 0;
            for (int step = 0; step < steps; step++) {
                TokenStem stem = (TokenStem) tower.stem();
                Batch batch = towers.texts(stem, 1 + random.nextInt(24), 1 + random.nextInt(stem.positions()));
                long seed = step;
                Pass pass = network.forward(batch, name -> new SplittableRandom(name.hashCode() + seed));
                if (step % 5 == 4) {
                    pass.close();
                } else {
                    pass.backward(pass.features());
                }
                settled = step == steps / 2 ? Pointer.physicalBytes() : settled;
            }
            assertThat(Pointer.physicalBytes()).isLessThan((long) (settled * FLAT));
        }
    }
}
