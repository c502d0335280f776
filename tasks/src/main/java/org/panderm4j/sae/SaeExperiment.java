package org.panderm4j.sae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.tune.Configuration;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.TrialWatch;

/** Trains sparse autoencoders by configuration, and judges them on the held-out rows after each epoch. */
final class SaeExperiment implements Experiment {
    /** Arrays of the size of all parameters: themselves, gradients, two moments, one for what the engine makes of them. */
    private static final long OF_PARAMETERS = 5;
    /** Arrays of the size of a batch's activations. */
    private static final long OF_ACTIVATIONS = 5;

    private static final long REST = 64L << 20;

    private final SaeData data;
    private final SaeTrainingOptions options;

    /**
     * @param data with rows that are held out
     */
    SaeExperiment(SaeData data, SaeTrainingOptions options) {
        this.data = data;
        this.options = options;
    }

    @Override
    public long memory(Configuration configuration) {
        SaeTrainingOptions own = options(configuration);
        SaeDesign design = own.design(data.width());
        long parameters = 2L * design.inputs() * design.features();
        long batch = Math.min(own.training().batch(), data.rows());
        long activations = batch * (design.features() + design.inputs());
        return Float.BYTES * (OF_PARAMETERS * parameters + OF_ACTIVATIONS * activations) + REST;
    }

    private SaeTrainingOptions options(Configuration configuration) {
        SaeTraining training = options.training();
        boolean top = configuration.has(SaeTunable.TOP);
        double lambda = top && !configuration.has(SaeTunable.LAMBDA) ? 0 : training.lambda();
        return new SaeTrainingOptions(
                configuration.integer(SaeTunable.EXPANSION, options.expansion()),
                top ? new Sparsity.TopK(configuration.integer(SaeTunable.TOP, 1)) : options.sparsity(),
                options.auxiliary(),
                new SaeTraining(
                        configuration.integer(SaeTunable.BATCH, training.batch()),
                        configuration.integer(SaeTunable.EPOCHS, training.epochs()),
                        configuration.real(SaeTunable.LAMBDA, lambda),
                        training.idleSteps(),
                        training.resampling()),
                configuration.real(SaeTunable.RATE, options.rate()),
                options.engine(),
                options.threads(),
                options.workers(),
                options.seed());
    }

    @Override
    public Map<String, Double> run(Configuration configuration, TrialWatch watch) throws IOException {
        SaeTrainingOptions own = options(configuration);
        try (Workers workers = new Workers(own.workers());
                SaeParts parts = SaeParts.open(own, data, workers)) {
            int features = parts.network().design().features();
            Listener listener = new Listener(watch, parts.stepsPerEpoch(), features);
            new Trainer(parts.learner(), parts.optimizer(), parts.plan(0), listener, workers).run(() -> listener.ended);
            return listener.last;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Keeps the figures of the last epoch: its autoencoder is what the command would write. */
    private static final class Listener implements TrainingListener {
        private final TrialWatch watch;
        private final int stepsPerEpoch;
        private final int features;
        private Map<String, Double> last = Map.of();
        private boolean ended;

        Listener(TrialWatch watch, int stepsPerEpoch, int features) {
            this.watch = watch;
            this.stepsPerEpoch = stepsPerEpoch;
            this.features = features;
        }

        @Override
        public void evaluated(long step, Map<String, Double> metrics, boolean better) {
            last = new LinkedHashMap<>();
            for (String name : new String[] {"explained_variance", "loss", "l2", "l0"}) {
                last.put(name, metrics.get("validation_" + name));
            }
            last.put("dead_share", metrics.get("dead") / features);
            ended = !watch.report(step / stepsPerEpoch, last.get(watch.metric().name()));
        }
    }
}
