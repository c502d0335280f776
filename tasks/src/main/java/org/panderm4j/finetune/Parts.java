package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.FinetuneEpochs;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionLearner;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.loop.Watch;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.ParameterGroup;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;
import org.panderm4j.train.EvaluationFigures;
import org.panderm4j.train.SnapshotStore;

/** What a run is made of. */
record Parts(
        CaseTable table,
        CaseReader reader,
        FinetuneOptions options,
        Sources sources,
        Selection selection,
        FusionNetwork fusion) {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    FusionDesign design() {
        return fusion.design();
    }

    int[][] labels() {
        return Labels.of(table, design());
    }

    private RandomStreams streams() {
        return new RandomStreams(options.seed());
    }

    FinetuneEpochs epochs() {
        int[] labels = Labels.some(labels()[0], selection.train());
        int batch = options.steps().batchSize();
        int accumulated = options.steps().accumulate();
        return options.steps().balanced()
                ? FinetuneEpochs.balanced(labels, batch, accumulated, streams())
                : FinetuneEpochs.shuffled(labels.length, batch, accumulated, streams());
    }

    long steps(FinetuneEpochs epochs) {
        return (long) options.steps().epochs() * epochs.stepsPerEpoch();
    }

    CaseBatches batches(FinetuneEpochs epochs) {
        CaseBatches.Learned learned = new CaseBatches.Learned(
                selection.train(), labels(), reader, sources.trained(), options.versions(), options.augmented());
        return new CaseBatches(
                epochs,
                options.steps().accumulate(),
                learned,
                new MixUp(streams(), options.loss().mixUp()),
                streams(),
                steps(epochs),
                new PictureWorkers(options.workers()));
    }

    FusionLearner<CaseBatch> learner(CaseBatches batches, Validation validation) {
        return new FusionLearner<>(
                sources.towers(),
                fusion,
                loss(),
                batches,
                (step, part) -> name -> streams().stream(name, step, part),
                validation);
    }

    private FusionLoss loss() {
        return new FusionLoss(
                design(),
                new FusionLoss.Options(
                        options.loss().labelSmoothing(),
                        options.loss().balancedWeights() ? Optional.of(classWeights()) : Optional.empty(),
                        options.loss().criteriaWeight()));
    }

    /** N / (K n) for a class of n of the N training cases, of K classes that have any; 0 for one that has none. */
    private List<Double> classWeights() {
        int[] labels = Labels.some(labels()[0], selection.train());
        int[] counts = new int[table.classNames().size()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        List<Double> weights = new ArrayList<>();
        for (int count : counts) {
            weights.add(count == 0 ? 0.0 : (double) labels.length / (present * count));
        }
        return weights;
    }

    Validation validation() {
        CaseScorer scorer = new CaseScorer(fusion, new Completion(MissingRule.SKIP, Map.of()), options.featureBatch());
        return new Validation(
                scorer,
                sources,
                selection.validation(),
                labels()[0],
                table.classNames().size(),
                Math.max(1, options.steps().batchSize() / 2));
    }

    TrainingPlan plan(FinetuneEpochs epochs) {
        StepOptions own = options.steps();
        int perEpoch = epochs.stepsPerEpoch();
        Schedule schedule = Schedule.cosineByEpoch(own.rate(), own.warmUp(), perEpoch, own.epochs());
        return new TrainingPlan(
                steps(epochs),
                schedule,
                own.clipNorm().isPresent() ? Clipping.globalNorm(own.clipNorm().getAsDouble()) : Clipping.none(),
                selection.validation().length > 0 ? perEpoch : 0,
                options.snapshotEvery() == 0 ? perEpoch : options.snapshotEvery(),
                own.monitor().map(this::watch));
    }

    /** The reference takes a loss as good as the best for better, and no other figure. */
    private Watch watch(String metric) {
        boolean isLoss = metric.equals(EvaluationFigures.LOSS);
        return new Watch(metric, !isLoss, options.steps().patience(), isLoss && options.reference());
    }

    /** Towers may have a rate of their own; decay is on everything, as in the reference. */
    Adam optimizer(Workers workers) {
        StepOptions own = options.steps();
        List<ParameterGroup> groups = new ArrayList<>();
        List<Parameter> towers = sources.towers().parameters();
        if (!towers.isEmpty()) {
            double factor = own.towerRate().orElse(own.rate()) / own.rate();
            groups(towers)
                    .forEach(group -> groups.add(new ParameterGroup(
                            "towers: " + group.name(),
                            group.parameters(),
                            factor * group.rateFactor(),
                            group.decay())));
        }
        groups.addAll(groups(fusion.parameters()));
        AdamSettings settings =
                own.decoupled() ? AdamSettings.adamW(BETA1, BETA2, EPSILON) : AdamSettings.adam(BETA1, BETA2, EPSILON);
        return new Adam(groups, settings, workers);
    }

    private List<ParameterGroup> groups(List<Parameter> parameters) {
        return ParameterGroups.of(parameters)
                .decay(options.steps().weightDecay())
                .decayed(any -> true)
                .layerDecay(options.steps().layerDecay())
                .build();
    }

    FinetuneResult.Learned learned() {
        return new FinetuneResult.Learned(
                values(fusion.parameters()), values(sources.towers().parameters()));
    }

    private static long values(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(one -> Arrays.stream(one.shape()).reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** Of a snapshot: each parameter with its two moments, and the buffers. */
    long snapshotBytes() {
        List<long[]> shapes = new ArrayList<>();
        List<Parameter> all = new ArrayList<>(sources.towers().parameters());
        all.addAll(fusion.parameters());
        for (Parameter parameter : all) {
            shapes.addAll(List.of(parameter.shape(), parameter.shape(), parameter.shape()));
        }
        fusion.buffers().values().forEach(buffer -> shapes.add(buffer.shape()));
        return SnapshotStore.bytes(shapes);
    }
}
