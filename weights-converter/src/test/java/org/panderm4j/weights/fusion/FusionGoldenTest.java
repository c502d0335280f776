package org.panderm4j.weights.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.fusion.FusionTargets;
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
    private static final double GRADIENTS = 1e-3;
    /** In double precision. */
    private static final double EXACT_LOSS = 1e-10;

    private static final String CORRECTED = "corrected_eval_f32.npz";

    private static Workers workers;

    @BeforeAll
    static void open() {
        workers = new Workers(2);
    }

    @AfterAll
    static void close() {
        workers.close();
    }

    static List<FusionFixture> running() throws IOException {
        List<FusionFixture> found =
                FusionFixture.all().stream().filter(FusionFixture::runs).toList();
        assertThat(found).as("cases of fusion that the reference runs").isNotEmpty();
        return found;
    }

    static List<FusionFixture> failing() throws IOException {
        return FusionFixture.all().stream()
                .filter(fixture -> fixture.has(CORRECTED))
                .toList();
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

    /** What the reference cannot compute, put side by side as it should have been; a folder need not have such cases. */
    @ParameterizedTest(allowZeroInvocations = true)
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
                compare(name, found, array.floats(), GRADIENTS);
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
        Map<String, NpyArray> expected = fixture.arrays("eval_step1_delta.npz");
        double rate = rate(fixture);
        int[] all = IntStream.range(0, fixture.targets().length).toArray();
        DoubleSteps steps = DoubleSteps.of(fixture, false, List.of(all), rate);
        ExpectedChanges changes = new ExpectedChanges(fixture, expected, steps);
        changes.checkExact();
        try (FusionNetwork network = open(fixture);
                Adam adam = adam(fixture, network)) {
            backward(fixture, network);
            adam.step(rate);
            changes.checkRounded(network);
        }
    }

    private static double rate(FusionFixture fixture) {
        return fixture.description().at("/optimizer/lr").doubleValue();
    }

    private static double[] numbers(FusionFixture fixture, String name) {
        return StreamSupport.stream(fixture.description().get(name).spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
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
                workers);
    }

    @ParameterizedTest
    @MethodSource("running")
    void trainSteps(FusionFixture fixture) {
        Map<String, NpyArray> expected = fixture.arrays("train_nodropout_step3_delta.npz");
        double[] rates = numbers(fixture, "train_lrs");
        double[] losses = numbers(fixture, "train_nodropout_losses_f64");
        assertThat(losses).hasSameSizeAs(rates).isNotEmpty();
        DoubleSteps steps = DoubleSteps.of(fixture, true, fixture.parts(), rates);
        ExpectedChanges changes = new ExpectedChanges(fixture, expected, steps);
        changes.checkExact();
        List<StepReport> reports;
        try (FusionNetwork network = open(fixture);
                Adam adam = adam(fixture, network)) {
            reports = train(fixture, network, adam, rates);
            changes.checkRounded(network);
        }
        for (int i = 0; i < losses.length; i++) {
            assertThat(steps.losses().get(i)).isCloseTo(losses[i], within(EXACT_LOSS));
            assertThat(reports.get(i).rate()).isCloseTo(rates[i], within(1e-12));
            assertThat(reports.get(i).result().loss()).isCloseTo(losses[i], within(LOSS));
        }
    }

    private static List<StepReport> train(FusionFixture fixture, FusionNetwork network, Adam adam, double... rates) {
        List<StepReport> reports = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                reports.add(report);
            }
        };
        // Its second rate says how many epochs the cosine is over.
        double epochs = rates.length < 2 ? 1 : Math.PI / Math.acos(2 * rates[1] / rates[0] - 1);
        TrainingPlan plan =
                TrainingPlan.of(rates.length, Schedule.cosineByEpoch(rate(fixture), 0, 1, Math.round(epochs)));
        new Trainer(FixtureLearner.of(fixture, network), adam, plan, listener, workers).run(() -> false);
        return reports;
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
