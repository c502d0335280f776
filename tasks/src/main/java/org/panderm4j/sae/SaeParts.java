package org.panderm4j.sae;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.sae.RowDraws;
import org.panderm4j.nn.sae.SaeLearner;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeStart;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Optimizer;
import org.panderm4j.nn.train.optimizer.ParameterGroup;
import org.panderm4j.nn.train.optimizer.Schedule;
import org.panderm4j.run.OpenResources;
import org.panderm4j.train.SnapshotStore;

/** What the training of a sparse autoencoder is made of, open. */
final class SaeParts implements AutoCloseable {
    private static final AdamSettings ADAM = AdamSettings.adam(0.9, 0.999, 1e-8);

    private final SaeTrainingOptions options;
    private final int rows;
    private final SaeNetwork network;
    private final Adam optimizer;
    private final EpochLearner learner;
    private final OpenResources opened;

    private SaeParts(
            SaeTrainingOptions options,
            int rows,
            SaeNetwork network,
            Adam optimizer,
            EpochLearner learner,
            OpenResources opened) {
        this.options = options;
        this.rows = rows;
        this.network = network;
        this.optimizer = optimizer;
        this.learner = learner;
        this.opened = opened;
    }

    /** At the start, by the seed. */
    static SaeParts open(SaeTrainingOptions options, SaeData data, Workers workers) {
        RandomStreams streams = new RandomStreams(options.seed());
        SaeTraining training = options.training();
        OpenResources opened = new OpenResources();
        try {
            SaeNetwork network = opened.add(SaeEngines.open(
                    SaeStart.of(options.design(data.width()), name -> streams.stream("sae.start." + name)),
                    options.engine(),
                    options.threads()));
            Adam optimizer = opened.add(new Adam(
                    List.of(new ParameterGroup("sae", network.parameters().list(), 1, 0)), ADAM, workers));
            EmbeddingRows rows = opened.add(data.training());
            Optional<EmbeddingRows> heldOut = data.heldOut().map(opened::add);
            RowDraws draws = RowDraws.of((epoch, part) -> name -> streams.stream(name, epoch, part));
            EpochLearner learner = new EpochLearner(
                    network,
                    training,
                    heldOut,
                    epochs -> new SaeLearner(network, rows, training, draws, optimizer, epochs));
            return new SaeParts(options, data.rows(), network, optimizer, learner, opened);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    SaeNetwork network() {
        return network;
    }

    Learner learner() {
        return learner;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    int stepsPerEpoch() {
        return Math.toIntExact(options.training().stepsPerEpoch(rows));
    }

    long steps() {
        return options.training().steps(rows);
    }

    TrainingPlan plan(long snapshotEvery) {
        return TrainingPlan.of(steps(), Schedule.constant(options.rate(), 0))
                .evaluateEvery(stepsPerEpoch())
                .snapshotEvery(snapshotEvery);
    }

    /** Rows of a step, by the steps done before it. */
    int items(long step) {
        int first = (int) (step % stepsPerEpoch() * options.training().batch());
        return Math.min(options.training().batch(), rows - first);
    }

    /** Of a snapshot: parameters with their two moments, and what the learner counts. */
    long snapshotBytes() {
        List<long[]> shapes = new ArrayList<>();
        for (Parameter parameter : learner.parameters()) {
            shapes.addAll(List.of(parameter.shape(), parameter.shape(), parameter.shape()));
        }
        learner.buffers().values().forEach(values -> shapes.add(values.shape()));
        return SnapshotStore.bytes(shapes);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
