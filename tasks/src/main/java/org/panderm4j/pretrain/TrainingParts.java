package org.panderm4j.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.augment.TrainTransform;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.Accumulation;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.clip.ContrastiveLearner;
import org.panderm4j.nn.clip.ContrastiveLoss;
import org.panderm4j.nn.clip.DualNetwork;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.train.PictureReading;
import org.panderm4j.train.SnapshotStore;

/** What a run is made of. */
record TrainingParts(
        TrainingPairs pairs,
        StartingPoint start,
        PretrainOptions options,
        Accumulation batches,
        TrainingLength length,
        DualNetwork<Batch, Batch> networks,
        ContrastiveLoss loss) {
    /** Batches that wait prepared while the network computes. */
    private static final int BATCHES_AHEAD = 2;

    RandomStreams streams() {
        return new RandomStreams(options.seed());
    }

    private TrainingBatches.Texts texts() throws IOException {
        return new TrainingBatches.Texts(start.tokenizer(), start.stem().end());
    }

    TrainingBatches trainingBatches(SkippedInputs skipped) throws IOException {
        ImageTransform evaluation = start.transform();
        TrainTransform transform = new TrainTransform(
                evaluation.config(), ColorOrder.SOURCE_MODE, options.data().augmentation());
        TrainingBatches.Order order = new TrainingBatches.Order(batches, streams(), length.steps(), BATCHES_AHEAD);
        return new TrainingBatches(
                pairs,
                new PairPreparation(pairs, transform, new PictureReading()),
                skipped,
                texts(),
                evaluation.config(),
                order,
                new PictureWorkers(options.workers()));
    }

    Evaluation evaluation(SkippedInputs skipped) throws IOException {
        TowerFeatures features = new TowerFeatures(
                networks, start.transform(), texts(), skipped, options.data().batchSize(), options.workers());
        return new Evaluation(features, loss, networks.logits(), options.evaluation());
    }

    ContrastiveLearner<Batch, Batch> learner(TrainingBatches training, SkippedInputs skipped) throws IOException {
        return new ContrastiveLearner<>(
                networks,
                loss,
                training,
                (step, part) -> name -> streams().stream(name, step, part),
                ContrastiveLearner.LogitGradient.ONCE_A_PART,
                evaluation(skipped));
    }

    TrainingPlan plan() {
        return new TrainingPlan(
                length.steps(),
                length.schedule(),
                options.steps().clipping(),
                options.evaluation().every(length.stepsPerEpoch()),
                options.snapshotEvery(),
                options.evaluation().watch());
    }

    int items(long step) {
        int items = 0;
        for (int[] batch : batches.step(step)) {
            items += batch.length;
        }
        return items;
    }

    Adam optimizer(Workers workers) {
        ParameterGroups groups = ParameterGroups.of(networks.parameters())
                .decay(options.steps().weightDecay())
                .layerDecay(options.steps().layerDecay());
        return new Adam(groups.build(), options.steps().adam(), workers);
    }

    /** Of a snapshot: each parameter with its two moments. */
    long snapshotBytes() {
        List<long[]> shapes = new ArrayList<>();
        for (Parameter parameter : networks.parameters()) {
            shapes.addAll(List.of(parameter.shape(), parameter.shape(), parameter.shape()));
        }
        return SnapshotStore.bytes(shapes);
    }
}
