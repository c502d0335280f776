package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.eval.ContrastiveFixture.LossCase;
import org.panderm4j.eval.ContrastiveFixture.Run;
import org.panderm4j.eval.ContrastiveFixture.ScheduleCase;
import org.panderm4j.nn.clip.ClipLoss;
import org.panderm4j.nn.clip.ContrastiveLearner;
import org.panderm4j.nn.clip.ContrastiveLoss;
import org.panderm4j.nn.clip.PairGradients;
import org.panderm4j.nn.clip.SiglipLoss;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.StepReport;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

/** Losses, gradients, schedules and whole runs against what the reference did with two linear towers. */
@Tag("golden")
class ContrastiveGoldenTest {
    private static final double LOSS = 1e-6;
    private static final double ARRAY = 2e-5;
    private static final double RATE = 1e-9;
    /** The reference logs its losses in float32, after several steps in it. */
    private static final double LOGGED_LOSS = 1e-5;

    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<LossCase> lossCases() throws IOException {
        return ContrastiveFixture.open().losses().stream();
    }

    @ParameterizedTest
    @MethodSource("lossCases")
    void losses(LossCase loss) throws IOException {
        assertThat(lossOf(loss).loss()).isCloseTo(loss.loss(), within(LOSS));
    }

    private static PairGradients lossOf(LossCase loss) throws IOException {
        ContrastiveLoss function = loss.bias().isPresent() ? new SiglipLoss(WORKERS) : new ClipLoss(WORKERS);
        return function.of(
                loss.images(), loss.texts(), loss.scale(), loss.bias().orElse(0));
    }

    static Stream<LossCase> gradientCases() throws IOException {
        List<LossCase> cases = ContrastiveFixture.open().losses().stream()
                .filter(loss -> loss.scaleGradient().isPresent())
                .toList();
        assertThat(cases).as("losses with gradients").isNotEmpty();
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("gradientCases")
    void gradients(LossCase loss) throws IOException {
        PairGradients found = lossOf(loss);
        double expected = loss.scaleGradient().orElseThrow();
        assertThat(found.scale()).isCloseTo(expected, within(ARRAY * Math.abs(expected)));
        compare("image gradients", flat(found.images()), loss.imageGradient());
        compare("text gradients", flat(found.texts()), loss.textGradient());
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    static Stream<ScheduleCase> scheduleCases() throws IOException {
        return ContrastiveFixture.open().schedules().stream();
    }

    @ParameterizedTest
    @MethodSource("scheduleCases")
    void schedules(ScheduleCase expected) {
        Schedule schedule = expected.schedule();
        for (int step = 0; step < expected.rates().length; step++) {
            assertThat(schedule.rate(step)).as("step %d", step).isCloseTo(expected.rates()[step], within(RATE));
        }
    }

    static Stream<Run> runs() throws IOException {
        return ContrastiveFixture.open().runs().stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void training(Run run) throws IOException {
        LinearTowers towers = LinearTowers.of(run);
        List<StepReport> reports = train(run, towers);
        List<Double> losses = run.numbers("losses");
        List<Double> rates = run.numbers("lr_calls");
        assertThat(losses).hasSize(reports.size() * run.parts());
        assertThat(rates).hasSize(reports.size() * run.parts());
        for (int i = 0; i < losses.size(); i++) {
            StepReport report = reports.get(i / run.parts());
            assertThat(report.result().loss())
                    .as("loss of batch %d", i)
                    .isCloseTo(losses.get(i), within(LOGGED_LOSS * losses.get(i)));
            assertThat(report.rate()).as("rate of batch %d", i).isCloseTo(rates.get(i), within(RATE));
        }
        List<Parameter> parameters = towers.networks().parameters();
        assertThat(run.parameterNames())
                .containsExactlyInAnyOrderElementsOf(
                        parameters.stream().map(Parameter::name).toList());
        for (Parameter parameter : parameters) {
            float[] found = new float[parameter.value().remaining()];
            parameter.value().get(found);
            compare(
                    parameter.name(),
                    found,
                    Npy.read(run.after(parameter.name())).floats());
        }
    }

    private static List<StepReport> train(Run run, LinearTowers towers) {
        JsonNode settings = run.settings();
        AdamSettings adamW = AdamSettings.adamW(
                settings.get("betas").get(0).doubleValue(),
                settings.get("betas").get(1).doubleValue(),
                settings.get("eps").doubleValue());
        Schedule schedule = Schedule.cosine(
                settings.get("lr").doubleValue(), settings.get("warmup").longValue(), run.steps());
        Optional<Double> limit = run.clipNorm();
        TrainingPlan plan = TrainingPlan.of(run.steps(), schedule)
                .clipping(limit.map(Clipping::globalNorm).orElse(Clipping.none()));
        List<StepReport> reports = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                reports.add(report);
            }
        };
        try (Adam adam = new Adam(
                ParameterGroups.of(towers.networks().parameters())
                        .decay(settings.get("weight_decay").doubleValue())
                        .build(),
                adamW,
                WORKERS)) {
            ContrastiveLearner<float[][], float[][]> learner =
                    new ContrastiveLearner<>(towers.networks(), new ClipLoss(WORKERS), towers, (step, part) -> name -> {
                        throw new IllegalStateException("linear towers draw nothing, found a wish for " + name);
                    });
            new Trainer(learner, adam, plan, listener, WORKERS).run(() -> false);
        }
        return reports;
    }

    private static void compare(String what, float[] found, float... expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs((double) found[i] - expected[i]));
        }
        assertThat(worst / largest).as("%s, largest error of %s", what, largest).isLessThanOrEqualTo(ARRAY);
    }
}
