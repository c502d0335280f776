package org.panderm4j.nn.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.StepDraws;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.StepResult;

/**
 * Trains a fusion network, and the towers below it as far as they are not frozen. Each part of a step's batch goes forward and back
 * on its own: batch norms see parts, and the gradients of the parts add up.
 *
 * @param <B> what a batch of cases is
 */
public final class FusionLearner<B> implements Learner {
    /** Of the cases of a step, how many were told right while it ran. */
    public static final String ACCURACY = "accuracy";

    private final FusionTowers<B> towers;
    private final FusionNetwork fusion;
    private final FusionLoss loss;
    private final FusionBatches<B> batches;
    private final StepDraws draws;
    private final Supplier<Map<String, Double>> evaluation;

    /**
     * @param draws random numbers of towers and fusion, by step and part
     * @param evaluation figures on data that is not learned from
     * @throws IllegalArgumentException when the towers are not those of the modalities that the fusion sees
     */
    public FusionLearner(
            FusionTowers<B> towers,
            FusionNetwork fusion,
            FusionLoss loss,
            FusionBatches<B> batches,
            StepDraws draws,
            Supplier<Map<String, Double>> evaluation) {
        if (!towers.present().keySet().equals(fusion.design().modalities())) {
            throw new IllegalArgumentException("expected a network for each of "
                    + fusion.design().modalities() + ", found "
                    + towers.present().keySet());
        }
        this.towers = towers;
        this.fusion = fusion;
        this.loss = loss;
        this.batches = batches;
        this.draws = draws;
        this.evaluation = evaluation;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(towers.parameters());
        all.addAll(fusion.parameters());
        return all;
    }

    @Override
    public Map<String, Snapshot.Values> buffers() {
        return fusion.buffers();
    }

    @Override
    public StepResult step(long step) {
        int parts = batches.parts(step);
        int divisor = batches.divisor(step);
        if (parts < 1 || divisor < 1) {
            throw new IllegalArgumentException("step " + (step + 1) + ": expected at least one part and a divisor of"
                    + " at least 1, found " + parts + " and " + divisor);
        }
        double sum = 0;
        int right = 0;
        int cases = 0;
        for (int part = 0; part < parts; part++) {
            FusionBatches.Part<B> own = batches.part(step, part);
            FusionLoss.Value value = learn(own, draws.at(step, part), divisor);
            sum += value.loss();
            right += value.right();
            cases += own.targets().size();
        }
        return new StepResult(sum / divisor, Map.of(ACCURACY, (double) right / cases));
    }

    /** Adds a part's gradients, divided, and gives its loss, undivided. */
    private FusionLoss.Value learn(FusionBatches.Part<B> part, Draws own, int divisor) {
        try (FeaturePasses<B> passes = new FeaturePasses<>(towers, part.inputs(), own)) {
            FusionInputs features = passes.features(part.targets());
            try (FusionNetwork.Pass pass = fusion.forward(features, own, passes.trained())) {
                FusionLoss.Value value = loss.of(pass.logits(), part.targets());
                passes.backward(pass.backward(divided(value.gradient(), divisor)), part.targets());
                return value;
            }
        }
    }

    private static float[][] divided(float[][] gradient, int divisor) {
        for (float[] row : gradient) {
            for (int i = 0; divisor > 1 && i < row.length; i++) {
                row[i] /= divisor;
            }
        }
        return gradient;
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.get();
    }
}
