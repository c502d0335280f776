package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.panderm4j.data.sampling.FinetuneEpochs;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.optimizer.Optimizer;
import org.panderm4j.tune.Configuration;
import org.panderm4j.tune.Experiment;
import org.panderm4j.tune.TrialWatch;

/** Trains fusions by configuration on features that all trials share, and judges them on the validation cases. */
final class FinetuneExperiment implements Experiment {
    /** Bytes of a parameter: itself, its gradient, two moments. */
    private static final long BYTES = 16;
    /** What a network needs beside its parameters. */
    private static final long REST = 64L << 20;

    private final Setup setup;
    private final FinetuneOptions options;
    private final Sources sources;
    private final Selection selection;

    /**
     * @param sources closed with this
     */
    FinetuneExperiment(Setup setup, FinetuneOptions options, Sources sources, Selection selection) {
        this.setup = setup;
        this.options = options;
        this.sources = sources;
        this.selection = selection;
    }

    @Override
    public long memory(Configuration configuration) {
        FinetuneOptions own = new TrialOptions(options, configuration).options(Validation.NAMES.get(0));
        long values = 0;
        for (long[] shape : FusionNetwork.parameterShapes(setup.design(own)).values()) {
            values += Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
        return values * BYTES + REST;
    }

    @Override
    public Map<String, Double> run(Configuration configuration, TrialWatch watch) throws IOException {
        FinetuneOptions own =
                new TrialOptions(options, configuration).options(watch.metric().name());
        try (Workers workers = new Workers(own.workers());
                FusionNetwork fusion = setup.fusion(own)) {
            Parts parts = setup.parts(own, sources, selection, fusion);
            FinetuneEpochs epochs = parts.epochs();
            Listener listener = new Listener(watch, epochs);
            try (CaseBatches batches = parts.batches(epochs);
                    Optimizer optimizer = parts.optimizer(workers)) {
                Trainer trainer = new Trainer(
                        parts.learner(batches, parts.validation()), optimizer, parts.plan(epochs), listener, workers);
                trainer.run(() -> listener.ended);
            }
            return listener.best;
        }
    }

    /** Keeps the figures of the best epoch. */
    private static final class Listener implements TrainingListener {
        private final TrialWatch watch;
        private final FinetuneEpochs epochs;
        private Map<String, Double> best = Map.of();
        private boolean ended;

        Listener(TrialWatch watch, FinetuneEpochs epochs) {
            this.watch = watch;
            this.epochs = epochs;
        }

        @Override
        public void evaluated(long step, Map<String, Double> metrics, boolean better) {
            if (better || best.isEmpty()) {
                best = new HashMap<>(metrics);
            }
            ended = !watch.report(
                    step / epochs.stepsPerEpoch(), metrics.get(watch.metric().name()));
        }
    }

    @Override
    public void close() throws IOException {
        sources.close();
    }
}
