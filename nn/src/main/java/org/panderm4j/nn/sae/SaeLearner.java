package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.StepResult;
import org.panderm4j.nn.train.optimizer.Optimizer;

/** Trains a sparse autoencoder: every epoch takes all rows in a fresh order. */
public final class SaeLearner implements Learner {
    private final SaeNetwork network;
    private final Rows data;
    private final SaeTraining training;
    private final RowDraws draws;
    private final Consumer<SaeEpoch> listener;
    private final long stepsPerEpoch;
    private final FloatBuffer batch;
    private final EpochTally tally;
    private final Idleness idleness;
    private final RunningThreshold threshold;
    private final Optional<Resampler> resampler;
    private long orderedEpoch = -1;
    private int[] order = new int[0];

    /**
     * Takes memory for a batch.
     *
     * @param data to learn from, at least one row
     * @param optimizer over the network's parameters, of the same run; closed by the caller, like the network
     * @param listener is told of each epoch at its end, after the steps of which the epoch consists
     * @throws IllegalArgumentException when rows are of another width than the network, or there are none
     */
    public SaeLearner(
            SaeNetwork network,
            Rows data,
            SaeTraining training,
            RowDraws draws,
            Optimizer optimizer,
            Consumer<SaeEpoch> listener) {
        SaeDesign design = network.design();
        check(design, data);
        int rows = data.count();
        this.network = network;
        this.data = data;
        this.training = training;
        this.draws = draws;
        this.listener = listener;
        this.stepsPerEpoch = training.stepsPerEpoch(rows);
        this.batch = Reconstruction.direct(Math.min(training.batch(), rows), design.inputs());
        this.tally = new EpochTally(design, rows);
        this.idleness =
                new Idleness(design.features(), training.idleSteps() > 0 ? training.idleSteps() : stepsPerEpoch);
        this.threshold = new RunningThreshold(network.parameters());
        this.resampler = training.resampling().map(any -> new Resampler(network, data, training, draws, optimizer));
    }

    private static void check(SaeDesign design, Rows rows) {
        if (rows.width() != design.inputs() || rows.count() < 1) {
            throw new IllegalArgumentException("expected at least one row of the autoencoder's " + design.inputs()
                    + " inputs, found " + rows.count() + " rows of " + rows.width());
        }
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters().list();
    }

    @Override
    public StepResult step(long step) {
        int first = (int) (step % stepsPerEpoch * training.batch());
        int count = Math.min(training.batch(), data.count() - first);
        data.read(order(step / stepsPerEpoch), first, count, batch);
        boolean revives = !(network.design().sparsity() instanceof Sparsity.L1);
        SaeStep cost = network.gradients(batch, count, training.lambda(), revives ? idleness.dead() : new boolean[0]);
        tally.add(cost, batch, count);
        idleness.add(cost.fired());
        threshold.add(cost.least());
        Map<String, Double> others = new LinkedHashMap<>();
        others.put("l1", cost.l1());
        others.put("penalty", cost.penalty());
        others.put("l2", cost.l2());
        if (revives) {
            others.put("auxiliary", cost.auxiliary());
        }
        others.put("l0", cost.l0());
        return new StepResult(cost.total(), others);
    }

    private int[] order(long epoch) {
        if (orderedEpoch != epoch) {
            order = draws.order(epoch, data.count());
            orderedEpoch = epoch;
        }
        return order;
    }

    @Override
    public void afterStep(long step) {
        network.constrain();
        if (step % stepsPerEpoch == 0) {
            long epoch = step / stepsPerEpoch - 1;
            SaeEpoch figures = tally.epoch(epoch + 1, training.lambda());
            int resampled =
                    resampler.map(one -> one.after(epoch, tally.fired())).orElse(0);
            tally.next();
            listener.accept(figures.resampled(resampled));
        }
    }

    @Override
    public Map<String, Snapshot.Values> buffers() {
        Map<String, Snapshot.Values> buffers = new LinkedHashMap<>(tally.buffers());
        buffers.putAll(idleness.buffers());
        buffers.putAll(threshold.buffers());
        resampler.ifPresent(one -> buffers.putAll(one.buffers()));
        return buffers;
    }
}
