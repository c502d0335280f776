package org.panderm4j.nn.clip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.panderm4j.nn.clip.PairBatches.Pairs;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.StepDraws;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.StepResult;

/**
 * Contrastive training of two towers. A step's batch may come in parts: then features of all parts are made without keeping
 * anything, the loss is taken over all pairs at once, and each part runs again to go back (Gao et al. 2021, gradient cache). The
 * second run of a part has the draws of its first, so the gradient is that of one large batch; the reference draws anew.
 */
public final class ContrastiveLearner<I, T> implements Learner {
    private final DualNetwork<I, T> networks;
    private final ContrastiveLoss loss;
    private final PairBatches<I, T> batches;
    private final StepDraws draws;
    private final LogitGradient logitGradient;
    private final Supplier<Map<String, Double>> evaluation;

    /** How often the gradients of scale and bias count in a step. */
    public enum LogitGradient {
        /** Once, as in one large batch. */
        ONCE,
        /** Once for each part, as in the reference. Adam hardly sees the factor; the norm that clipping looks at does. */
        ONCE_A_PART
    }

    /** As the reference counts, and without evaluation. */
    public ContrastiveLearner(
            DualNetwork<I, T> networks, ContrastiveLoss loss, PairBatches<I, T> batches, StepDraws draws) {
        this(networks, loss, batches, draws, LogitGradient.ONCE_A_PART, Map::of);
    }

    /**
     * @param draws random numbers of the towers, by step and part
     * @param evaluation figures on data that is not learned from
     */
    public ContrastiveLearner(
            DualNetwork<I, T> networks,
            ContrastiveLoss loss,
            PairBatches<I, T> batches,
            StepDraws draws,
            LogitGradient logitGradient,
            Supplier<Map<String, Double>> evaluation) {
        this.networks = networks;
        this.loss = loss;
        this.batches = batches;
        this.draws = draws;
        this.logitGradient = logitGradient;
        this.evaluation = evaluation;
    }

    @Override
    public List<Parameter> parameters() {
        return networks.parameters();
    }

    @Override
    public StepResult step(long step) {
        int parts = batches.parts(step);
        if (parts < 1) {
            throw new IllegalArgumentException("step " + (step + 1) + ": expected at least one part, found " + parts);
        }
        try (Side<I> images = new Side<>(networks.images(), parts);
                Side<T> texts = new Side<>(networks.texts(), parts)) {
            return step(step, parts, images, texts);
        }
    }

    private StepResult step(long step, int parts, Side<I> images, Side<T> texts) {
        Pairs<I, T> pairs = null;
        for (int part = 0; part < parts; part++) {
            pairs = batches.part(step, part);
            Draws own = draws.at(step, part);
            check(step, part, images.forward(pairs.images(), own), texts.forward(pairs.texts(), own));
        }
        UnitRows imageUnits = UnitRows.of(images.features());
        UnitRows textUnits = UnitRows.of(texts.features());
        LogitParameters logits = networks.logits();
        PairGradients gradients = loss.of(imageUnits.rows(), textUnits.rows(), logits.scale(), logits.bias());
        logits.add(gradients, logitGradient == LogitGradient.ONCE ? 1 : parts);
        float[][] byImages = imageUnits.gradient(gradients.images());
        float[][] byTexts = textUnits.gradient(gradients.texts());
        for (int part = 0; part < parts; part++) {
            Pairs<I, T> again = parts == 1 ? pairs : batches.part(step, part);
            Draws own = draws.at(step, part);
            images.backward(part, again.images(), own, byImages);
            texts.backward(part, again.texts(), own, byTexts);
        }
        return new StepResult(gradients.loss(), figures());
    }

    private static void check(long step, int part, int images, int texts) {
        if (images != texts) {
            throw new IllegalArgumentException("step " + (step + 1) + ", part " + part
                    + ": expected a text for each image, found " + images + " images and " + texts + " texts");
        }
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Towers.LOGIT_SCALE, networks.logits().scale());
        networks.logits()
                .offset()
                .ifPresent(
                        bias -> figures.put(Towers.LOGIT_BIAS, networks.logits().bias()));
        return figures;
    }

    @Override
    public void afterStep(long step) {
        networks.logits().clamp();
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.get();
    }
}
