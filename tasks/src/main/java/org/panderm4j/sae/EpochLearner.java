package org.panderm4j.sae;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.nn.sae.SaeEpoch;
import org.panderm4j.nn.sae.SaeFit;
import org.panderm4j.nn.sae.SaeLearner;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.StepResult;

/** A sparse autoencoder's learner whose evaluation, at the end of each epoch, is the epoch's figures and those of held-out rows. */
final class EpochLearner implements Learner {
    private static final String VALIDATION = "validation_";

    private final SaeNetwork network;
    private final SaeTraining training;
    private final Optional<EmbeddingRows> heldOut;
    private final SaeLearner learner;
    private Optional<SaeEpoch> last = Optional.empty();

    /** Makes the learner, told whom to tell of epochs. */
    @FunctionalInterface
    interface Making {
        SaeLearner learner(Consumer<SaeEpoch> epochs);
    }

    EpochLearner(SaeNetwork network, SaeTraining training, Optional<EmbeddingRows> heldOut, Making making) {
        this.network = network;
        this.training = training;
        this.heldOut = heldOut;
        this.learner = making.learner(epoch -> last = Optional.of(epoch));
    }

    @Override
    public List<Parameter> parameters() {
        return learner.parameters();
    }

    @Override
    public StepResult step(long step) {
        return learner.step(step);
    }

    @Override
    public void afterStep(long step) {
        learner.afterStep(step);
    }

    @Override
    public Map<String, Snapshot.Values> buffers() {
        return learner.buffers();
    }

    @Override
    public Map<String, Double> evaluate() {
        Map<String, Double> figures = new LinkedHashMap<>();
        last.ifPresent(epoch -> figures.putAll(figures(epoch)));
        heldOut.ifPresent(rows -> figures.putAll(validation(SaeFit.of(network, rows))));
        return figures;
    }

    private static Map<String, Double> figures(SaeEpoch epoch) {
        long dead = Arrays.stream(epoch.fired()).filter(count -> count == 0).count();
        double[] densities = Arrays.stream(epoch.fired())
                .mapToDouble(count -> (double) count / epoch.rows())
                .toArray();
        Quantiles sorted = Quantiles.of(densities);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", epoch.loss());
        figures.put("l1", epoch.l1());
        figures.put("penalty", epoch.penalty());
        figures.put("l2", epoch.l2());
        figures.put("auxiliary", epoch.auxiliary());
        figures.put("l0", epoch.l0());
        figures.put("dead", (double) dead);
        figures.put("alive", (double) densities.length - dead);
        figures.put("density_p10", sorted.at(0.1));
        figures.put("density_median", sorted.at(0.5));
        figures.put("density_p90", sorted.at(0.9));
        figures.put("density_max", sorted.at(1));
        figures.put("explained_variance", epoch.explained());
        figures.put("resampled", (double) epoch.resampled());
        return figures;
    }

    private Map<String, Double> validation(SaeFit fit) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(VALIDATION + "loss", training.lambda() * fit.l1() + fit.l2());
        figures.put(VALIDATION + "l1", fit.l1());
        figures.put(VALIDATION + "l2", fit.l2());
        figures.put(VALIDATION + "l0", fit.l0());
        figures.put(VALIDATION + "explained_variance", fit.explained());
        return figures;
    }
}
