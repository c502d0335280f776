package org.panderm4j.finetune;

import java.util.Locale;
import java.util.Optional;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.tune.Configuration;

/** The options of a trial: those of the search where its configuration says nothing. */
record TrialOptions(FinetuneOptions given, Configuration own) {
    /**
     * Together.
     *
     * @param monitor the metric that is searched for
     */
    FinetuneOptions options(String monitor) {
        return new FinetuneOptions(
                fusion(),
                given.towers(),
                steps(monitor),
                loss(),
                given.versions(),
                given.augmented(),
                given.missing(),
                given.reference(),
                given.featureBatch(),
                given.resamples(),
                given.snapshotEvery(),
                given.logEvery(),
                given.seed(),
                given.threads(),
                given.workers());
    }

    private FusionOptions fusion() {
        FusionOptions old = given.fusion();
        String head = own.word(FinetuneTunable.HEAD, old.head().name());
        return new FusionOptions(
                old.views(),
                old.metadata(),
                fusing(FinetuneTunable.FUSION, old.images()),
                old.imageHeads(),
                own.integer(FinetuneTunable.DEPTH, old.imageDepth()),
                own.flag(FinetuneTunable.IMAGE_LAYER, old.imageLayer()),
                fusing(FinetuneTunable.METADATA_FUSION, old.metadataFusing()),
                old.metadataWidth(),
                old.metadataHeads(),
                own.integer(FinetuneTunable.METADATA_DEPTH, old.metadataDepth()),
                HeadKind.valueOf(head.toUpperCase(Locale.ROOT)),
                old.criteria());
    }

    private Fusing fusing(String option, Fusing old) {
        if (!own.has(option)) {
            return old;
        }
        boolean cross = own.word(option, "").equals(FinetuneTunable.CROSS_ATTENTION);
        return cross ? Fusing.CROSS_ATTENTION : Fusing.CONCATENATION;
    }

    private StepOptions steps(String monitor) {
        StepOptions old = given.steps();
        return new StepOptions(
                own.integer(FinetuneTunable.EPOCHS, old.epochs()),
                own.integer(FinetuneTunable.BATCH, old.batchSize()),
                old.accumulate(),
                own.real(FinetuneTunable.RATE, old.rate()),
                old.towerRate(),
                old.warmUp(),
                own.real(FinetuneTunable.DECAY, old.weightDecay()),
                old.decoupled(),
                old.layerDecay(),
                old.clipNorm(),
                Optional.of(monitor),
                old.patience(),
                own.flag(FinetuneTunable.SAMPLER, old.balanced()));
    }

    private LossOptions loss() {
        LossOptions old = given.loss();
        String weights =
                own.word(FinetuneTunable.CLASS_WEIGHT, old.balancedWeights() ? FinetuneTunable.BALANCED : "none");
        return new LossOptions(
                weights.equals(FinetuneTunable.BALANCED),
                own.real(FinetuneTunable.SMOOTHING, old.labelSmoothing()),
                own.real(FinetuneTunable.MIX_UP, old.mixUp()),
                old.criteriaWeight());
    }
}
