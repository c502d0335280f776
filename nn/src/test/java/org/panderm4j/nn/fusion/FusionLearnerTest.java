package org.panderm4j.nn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionNetwork.Options;
import org.panderm4j.nn.fusion.FusionTargets.Mix;
import org.panderm4j.nn.train.FixedFeatures;
import org.panderm4j.nn.train.LinearNetwork;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.StepDraws;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.StepResult;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

class FusionLearnerTest {
    private static final Workers WORKERS = new Workers(2);
    private static final StepDraws DRAWS =
            (step, part) -> name -> new SplittableRandom(name.hashCode() + 31 * step + part);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static FusionDesign design(HeadKind head) {
        return new FusionDesign(
                true,
                true,
                new Images(8, Fusing.CROSS_ATTENTION, 2, 1),
                false,
                Optional.empty(),
                head,
                List.of(new Output("diagnosis", 3)));
    }

    /** Numbers of cases; some parts, with mixing or without. */
    private record Cases(int parts, int divisor, boolean mixed) implements FusionBatches<float[][]> {
        @Override
        public int parts(long step) {
            return parts;
        }

        @Override
        public int divisor(long step) {
            return divisor;
        }

        @Override
        public Part<float[][]> part(long step, int part) {
            Random random = new Random(100 * step + part);
            float[][] rows = new float[4][5];
            int[] labels = new int[4];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < 5; k++) {
                    rows[i][k] = (float) random.nextGaussian();
                }
                labels[i] = random.nextInt(3);
            }
            Mix mix = new Mix(new int[] {1, 2, 3, 0}, new double[] {0.9, 0.6, 0.3, 1});
            return new Part<>(
                    rows, new FusionTargets(new int[][] {labels}, mixed ? Optional.of(mix) : Optional.empty()));
        }
    }

    /** A clinical tower that learns; dermoscopic features that are given. */
    private static FusionTowers<float[][]> towers() {
        LinearNetwork clinical = LinearNetwork.random("clinical_tower.", 5, 8, 0, false, new Random(5));
        LinearNetwork dermoscopic = LinearNetwork.random("other.", 5, 8, 0, true, new Random(6));
        return new FusionTowers<>(
                Optional.of(clinical), Optional.of(new FixedFeatures<>(dermoscopic::features)), Optional.empty());
    }

    private static FusionLearner<float[][]> learner(FusionNetwork network, FusionBatches<float[][]> batches) {
        FusionLoss loss = new FusionLoss(network.design(), FusionLoss.Options.plain());
        return new FusionLearner<>(towers(), network, loss, batches, DRAWS, Map::of);
    }

    /** Through mixing, fusion and tower, by central differences of the step's own loss. */
    @Test
    void gradientsOfMixedCasesReachTheTower() {
        FusionDesign design = design(HeadKind.LINEAR);
        try (FusionNetwork network =
                FusionNetwork.open(design, new FusionSample(design, new Random(1)), new Options(1, 0))) {
            FusionLearner<float[][]> learner = learner(network, new Cases(2, 3, true));
            learner.step(0);
            Parameter weight = learner.parameters().get(0);
            assertThat(weight.name()).isEqualTo("clinical_tower.weight");
            float[] gradient = values(weight.gradient());
            for (int i = 0; i < gradient.length; i += 7) {
                float value = weight.value().get(i);
                weight.value().put(i, value + 0.01f);
                double above = learner.step(0).loss();
                weight.value().put(i, value - 0.01f);
                double below = learner.step(0).loss();
                weight.value().put(i, value);
                assertThat((double) gradient[i]).isCloseTo((above - below) / 0.02, within(2e-3));
            }
        }
    }

    @Test
    void addsUpPartsAndDividesThem() {
        FusionDesign design = design(HeadKind.MLP);
        FusionSample weights = new FusionSample(design, new Random(1));
        float[][] gradients = new float[2][];
        double[] losses = new double[2];
        for (int divisor = 1; divisor <= 2; divisor++) {
            try (FusionNetwork network = FusionNetwork.open(design, weights, new Options(1, 0))) {
                FusionLearner<float[][]> learner = learner(network, new Cases(2, divisor, false));
                StepResult result = learner.step(0);
                losses[divisor - 1] = result.loss();
                assertThat(result.others()).containsKey(FusionLearner.ACCURACY);
                gradients[divisor - 1] = values(network.parameters().get(4).gradient());
                assertThat((double) network.buffers()
                                .get("head.norm.batches")
                                .values()
                                .get(0))
                        .isCloseTo(weights.doubles().get("head.norm.batches")[0] + 2, within(1e-5));
            }
        }
        assertThat(losses[0]).isCloseTo(2 * losses[1], within(1e-9));
        for (int i = 0; i < gradients[0].length; i++) {
            assertThat(gradients[0][i]).isCloseTo(2 * gradients[1][i], within(1e-6f));
        }
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** All tensors at the end of a run, which goes on from a state if there is one, and ends when it has done some steps. */
    private static Snapshot run(Optional<SavedState> from, long end) {
        FusionDesign design = design(HeadKind.MLP);
        Snapshot[] last = new Snapshot[1];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void last(Snapshot snapshot) {
                last[0] = copy(snapshot);
            }
        };
        try (FusionNetwork network =
                FusionNetwork.open(design, new FusionInitialWeights(design, DRAWS.at(0, 0)), Options.withThreads(2))) {
            FusionLearner<float[][]> learner = learner(network, new Cases(2, 2, true));
            TrainingPlan plan =
                    TrainingPlan.of(9, Schedule.cosineByEpoch(1e-2, 0, 3, 3)).clipping(Clipping.globalNorm(1));
            try (Adam adam = new Adam(
                    ParameterGroups.of(learner.parameters()).build(), AdamSettings.adam(0.9, 0.999, 1e-8), WORKERS)) {
                Trainer trainer = new Trainer(learner, adam, plan, listener, WORKERS);
                from.ifPresent(trainer::restore);
                long[] asked = {from.map(SavedState::step).orElse(0L)};
                trainer.run(() -> asked[0]++ == end);
                return last[0];
            }
        }
    }

    private static Snapshot copy(Snapshot snapshot) {
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        snapshot.tensors()
                .forEach((name, tensor) -> tensors.put(
                        name,
                        new Snapshot.Values(
                                tensor.shape(),
                                FloatBuffer.wrap(values(tensor.values().duplicate())))));
        return new Snapshot(snapshot.step(), snapshot.numbers(), tensors);
    }

    @Test
    void aRunThatGoesOnHasTheBitsOfOneThatNeverStopped() {
        Snapshot whole = run(Optional.empty(), Long.MAX_VALUE);
        Snapshot half = run(Optional.empty(), 4);
        assertThat(half.step()).isEqualTo(4);
        Snapshot rest = run(Optional.of(half), Long.MAX_VALUE);
        assertThat(whole.step()).isEqualTo(9);
        assertThat(whole.tensors()).containsKeys("head.norm.mean", "head.norm.variance", "head.norm.batches");
        assertThat(rest.tensors().keySet()).isEqualTo(whole.tensors().keySet());
        whole.tensors()
                .forEach((name, tensor) -> assertThat(
                                rest.tensors().get(name).values().array())
                        .as(name)
                        .containsExactly(tensor.values().array()));
    }

    @Test
    void refusesTowersOfOtherModalities() {
        FusionDesign design = design(HeadKind.LINEAR);
        FusionTowers<float[][]> towers = new FusionTowers<>(towers().clinical(), Optional.empty(), Optional.empty());
        try (FusionNetwork network =
                FusionNetwork.open(design, new FusionSample(design, new Random(1)), new Options(1, 0))) {
            FusionLoss loss = new FusionLoss(design, FusionLoss.Options.plain());
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new FusionLearner<>(towers, network, loss, new Cases(1, 1, false), DRAWS, Map::of))
                    .withMessageContaining("[CLINICAL, DERMOSCOPIC]")
                    .withMessageContaining("[CLINICAL]");
        }
    }
}
