package org.panderm4j.weights.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.fusion.FusionBatches;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.FusionLearner;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.fusion.FusionTargets;
import org.panderm4j.nn.fusion.FusionTowers;
import org.panderm4j.nn.fusion.Modality;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.FixedFeatures;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.StepReport;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

/** The fusion network against the reference's classifier, its towers replaced by given features. */
@Tag("golden")
class FusionGoldenTest {
    private static final double VALUES = 2e-5;
    private static final double LOSS = 1e-5;
    private static final double CHANGES = 1e-3;
    /** Of gradients in float32, as a share of the largest of an array. */
    private static final double ROUNDING = 0x1p-22;

    private static final String CORRECTED = "corrected_eval_f32.npz";

    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static Stream<FusionFixture> cases(Predicate<FusionFixture> which) throws IOException {
        List<FusionFixture> found = FusionFixture.all().stream().filter(which).toList();
        assertThat(found).as("cases of fusion").isNotEmpty();
        return found.stream();
    }

    static Stream<FusionFixture> running() throws IOException {
        return cases(FusionFixture::runs);
    }

    static Stream<FusionFixture> failing() throws IOException {
        return cases(fixture -> fixture.has(CORRECTED));
    }

    private static FusionNetwork open(FusionFixture fixture) {
        return FusionNetwork.open(fixture.design(), fixture.state(), new FusionNetwork.Options(2, 0));
    }

    private static FusionLoss loss(FusionFixture fixture) {
        return new FusionLoss(fixture.design(), FusionLoss.Options.plain());
    }

    @ParameterizedTest
    @MethodSource("running")
    void forward(FusionFixture fixture) {
        assertThat(fixture.state().others()).as("keys of towers").isEmpty();
        checkValues(fixture, fixture.arrays("eval_f64.npz"));
        try (FusionNetwork network = open(fixture)) {
            double loss = loss(fixture)
                    .of(network.logits(fixture.inputs()), FusionTargets.of(fixture.targets()))
                    .loss();
            assertThat(loss)
                    .isCloseTo(fixture.description().get("eval_loss_f64").doubleValue(), within(LOSS));
        }
    }

    /** What the reference cannot compute, put side by side as it should have been. */
    @ParameterizedTest
    @MethodSource("failing")
    void corrected(FusionFixture fixture) {
        checkValues(fixture, fixture.arrays(CORRECTED));
    }

    private static void checkValues(FusionFixture fixture, Map<String, NpyArray> expected) {
        assertThat(expected).isNotEmpty();
        Map<String, String> names = new LinkedHashMap<>();
        expected.keySet().forEach(name -> names.put(name, ReferenceOutputs.ours(name)));
        try (FusionNetwork network = open(fixture)) {
            Map<String, Tensor> found = network.values(
                    fixture.inputs(), names.values().stream().distinct().toList());
            expected.forEach(
                    (name, array) -> compare(name, found.get(names.get(name)).values(), array.floats(), VALUES));
        }
    }

    @ParameterizedTest
    @MethodSource("running")
    void gradients(FusionFixture fixture) {
        Map<String, NpyArray> expected = fixture.arrays("eval_grads.npz");
        try (FusionNetwork network = open(fixture)) {
            FusionInputs byInputs = backward(fixture, network);
            Map<String, Parameter> parameters = byName(network);
            assertThat(expected).hasSize(parameters.size() + byInputs.present().size());
            expected.forEach((name, array) -> {
                float[] found = name.startsWith("input.")
                        ? Tensor.ofRows(byInputs.of(FusionFixture.modality(name))
                                        .orElseThrow())
                                .values()
                        : values(parameters.get(ours(name)).gradient());
                compare(name, found, array.floats(), CHANGES);
            });
        }
    }

    private static FusionInputs backward(FusionFixture fixture, FusionNetwork network) {
        FusionNetwork.Pass pass =
                network.evaluate(fixture.inputs(), fixture.design().modalities());
        return pass.backward(loss(fixture)
                .of(pass.logits(), FusionTargets.of(fixture.targets()))
                .gradient());
    }

    private static Map<String, Parameter> byName(FusionNetwork network) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
        return parameters;
    }

    private static String ours(String key) {
        return ReferenceFusion.name(key).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("running")
    void adamStep(FusionFixture fixture) {
        try (FusionNetwork network = open(fixture);
                Adam adam = adam(fixture, network)) {
            backward(fixture, network);
            double rate = fixture.description().at("/optimizer/lr").doubleValue();
            adam.step(rate);
            checkChange(fixture, network, "eval_step1_delta.npz", rate);
        }
    }

    private static Adam adam(FusionFixture fixture, FusionNetwork network) {
        JsonNode optimizer = fixture.description().get("optimizer");
        AdamSettings settings = AdamSettings.adam(
                optimizer.get("betas").get(0).doubleValue(),
                optimizer.get("betas").get(1).doubleValue(),
                optimizer.get("eps").doubleValue());
        return new Adam(
                ParameterGroups.of(network.parameters())
                        .decay(optimizer.get("weight_decay").doubleValue())
                        .decayed(any -> true)
                        .build(),
                settings,
                WORKERS);
    }

    @ParameterizedTest
    @MethodSource("running")
    void trainSteps(FusionFixture fixture) {
        JsonNode rates = fixture.description().get("train_lrs");
        JsonNode losses = fixture.description().get("train_nodropout_losses_f64");
        List<StepReport> reports = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                reports.add(report);
            }
        };
        try (FusionNetwork network = open(fixture);
                Adam adam = adam(fixture, network)) {
            double rate = fixture.description().at("/optimizer/lr").doubleValue();
            TrainingPlan plan = TrainingPlan.of(losses.size(), Schedule.cosineByEpoch(rate, 0, 1, 4));
            new Trainer(learner(fixture, network), adam, plan, listener, WORKERS).run(() -> false);
            double sum = 0;
            for (JsonNode one : rates) {
                sum += one.doubleValue();
            }
            checkChange(fixture, network, "train_nodropout_step3_delta.npz", sum);
        }
        for (int i = 0; i < losses.size(); i++) {
            assertThat(reports.get(i).rate()).isCloseTo(rates.get(i).doubleValue(), within(1e-12));
            assertThat(reports.get(i).result().loss()).isCloseTo(losses.get(i).doubleValue(), within(LOSS));
        }
    }

    /** The whole batch at each step, in the parts that the reference took. */
    private static FusionLearner<int[]> learner(FusionFixture fixture, FusionNetwork network) {
        int parts = fixture.description().get("train_accum").intValue();
        int[] targets = fixture.targets();
        int size = (targets.length + parts - 1) / parts;
        FusionBatches<int[]> batches = new FusionBatches<>() {
            @Override
            public int parts(long step) {
                return parts;
            }

            @Override
            public Part<int[]> part(long step, int part) {
                int[] rows = IntStream.range(part * size, Math.min(targets.length, (part + 1) * size))
                        .toArray();
                return new Part<>(
                        rows,
                        FusionTargets.of(
                                IntStream.of(rows).map(row -> targets[row]).toArray()));
            }
        };
        Map<Modality, FeatureNetwork<int[]>> towers = new EnumMap<>(Modality.class);
        fixture.inputs()
                .present()
                .forEach((modality, rows) -> towers.put(
                        modality,
                        new FixedFeatures<>(chosen ->
                                IntStream.of(chosen).mapToObj(row -> rows[row]).toArray(float[][]::new))));
        return new FusionLearner<>(
                new FusionTowers<>(
                        Optional.ofNullable(towers.get(Modality.CLINICAL)),
                        Optional.ofNullable(towers.get(Modality.DERMOSCOPIC)),
                        Optional.ofNullable(towers.get(Modality.METADATA))),
                network,
                loss(fixture),
                batches,
                (step, part) -> name -> {
                    throw new IllegalStateException("nothing is dropped, found a wish for " + name);
                },
                Map::of);
    }

    private static void checkChange(FusionFixture fixture, FusionNetwork network, String file, double rates) {
        Map<String, NpyArray> expected = fixture.arrays(file);
        Map<String, NpyArray> before = fixture.arrays("state.npz");
        Map<String, NpyArray> gradients = fixture.arrays("eval_grads.npz");
        Map<String, Parameter> parameters = byName(network);
        assertThat(expected).hasSize(parameters.size() + network.buffers().size());
        expected.forEach((name, array) -> {
            String own = ours(name);
            Parameter parameter = parameters.get(own);
            float[] found =
                    values(parameter == null ? network.buffers().get(own).values() : parameter.value());
            float[] start = before.get(name).floats();
            for (int i = 0; i < found.length; i++) {
                found[i] -= start[i];
            }
            if (parameter == null) {
                compare(name, found, array.floats(), CHANGES);
            } else {
                double noise = ROUNDING * largest(gradients.get(name).floats()) / epsilon(fixture);
                compareSteps(name, found, array.floats(), noise, rates);
            }
        });
    }

    private static double epsilon(FusionFixture fixture) {
        return fixture.description().at("/optimizer/eps").doubleValue();
    }

    /**
     * Adam makes {@code rate g / (|g| + epsilon)} of a gradient g, however small: where g is near epsilon, as where decay cancels
     * it or where a later batch norm takes a bias away again, the rounding of float32 shows. A value that moves by the share r of
     * the rate is off by {@code rate (1 - r)^2 noise / epsilon}, and may be; one whose gradient is larger has r = 1.
     *
     * @param noise of the gradients, in epsilons
     * @param rates of all steps together
     */
    private static void compareSteps(String what, float[] found, float[] expected, double noise, double rates) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = largest(expected);
        for (int i = 0; i < found.length; i++) {
            double share = Math.min(1, Math.max(Math.abs(found[i]), Math.abs(expected[i])) / rates);
            double allowed = CHANGES * largest + rates * (1 - share) * (1 - share) * noise;
            assertThat((double) found[i])
                    .as("change of %s at %d; largest change %s", what, i, largest)
                    .isCloseTo(expected[i], within(allowed));
        }
    }

    private static double largest(float... values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static void compare(String what, float[] found, float[] expected, double tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = largest(expected);
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs((double) found[i] - expected[i]));
        }
        assertThat(worst)
                .as("%s, largest error; largest value %s", what, largest)
                .isLessThanOrEqualTo(tolerance * largest);
    }
}
