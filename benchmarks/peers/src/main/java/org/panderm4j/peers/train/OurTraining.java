package org.panderm4j.peers.train;

import java.util.Optional;
import java.util.SplittableRandom;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.clip.ClipLoss;
import org.panderm4j.nn.clip.ContrastiveLearner;
import org.panderm4j.nn.clip.DualNetwork;
import org.panderm4j.nn.clip.LogitParameters;
import org.panderm4j.nn.clip.PairBatches;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.ParameterGroups;

/** This project's training in float32: a tower, the contrastive learner and AdamW, as {@code panderm pretrain} puts them together. */
public final class OurTraining implements Training {
    private final Workers workers;
    private final TowerNetwork network;
    private final ContrastiveLearner<Batch, float[][]> learner;
    private final Gradients gradients;
    private final Adam optimizer;
    private final int width;
    private PairBatches.Pairs<Batch, float[][]> pairs;
    private long steps;

    private OurTraining(Tower tower, Weights weights, int threads) {
        width = tower.outputWidth(Tower.EMBEDDING);
        workers = new Workers(threads);
        network =
                TowerNetwork.open(tower, weights, "", TowerNetwork.Options.all().withThreads(threads));
        // The temperature is not among what the optimiser is given, and so stays.
        LogitParameters logits = LogitParameters.of(Math.log(Recipe.SCALE));
        learner = new ContrastiveLearner<>(
                new DualNetwork<>(network, new FixedFeatures(), logits),
                new ClipLoss(workers),
                new Whole(),
                (step, part) -> name -> new SplittableRandom(name.hashCode()));
        gradients = new Gradients(network.parameters(), workers);
        optimizer = new Adam(
                ParameterGroups.of(network.parameters())
                        .decay(Recipe.DECAY)
                        .decayed(any -> true)
                        .build(),
                AdamSettings.adamW(Recipe.BETA1, Recipe.BETA2, Recipe.EPSILON),
                workers);
    }

    /** Loads a tower. */
    public static OurTraining open(Tower tower, Weights weights, int threads) {
        return new OurTraining(tower, weights, threads);
    }

    /** The batch of the step, in one part. */
    private final class Whole implements PairBatches<Batch, float[][]> {
        @Override
        public int parts(long step) {
            return 1;
        }

        @Override
        public Pairs<Batch, float[][]> part(long step, int part) {
            return pairs;
        }
    }

    @Override
    public double step(Batch.Images batch) {
        if (pairs == null || pairs.images() != batch) {
            pairs = new PairBatches.Pairs<>(batch, Recipe.texts(batch.size(), width));
        }
        gradients.clear();
        double loss = learner.step(steps).loss();
        optimizer.step(Recipe.RATE);
        steps++;
        return loss;
    }

    @Override
    public String version() {
        Optional<TrainingKernels> kernels = TrainingKernels.ifPresent();
        kernels.ifPresent(TrainingKernels::close);
        return "panderm4j training, fused operations " + (kernels.isPresent() ? "by oneDNN" : "absent");
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
        workers.close();
    }
}
