package org.panderm4j.nn.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.clip.ContrastiveLearner.LogitGradient;
import org.panderm4j.nn.train.LinearNetwork;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.StepDraws;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.StepResult;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

class ContrastiveLearnerTest {
    private static final int PAIRS = 24;
    private static final int IMAGE = 7;
    private static final int TEXT = 5;
    private static final StepDraws DRAWS = (step, part) -> name -> new Random(Objects.hash("draws", step, part, name));

    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    /** Steps of 24 pairs, in parts. */
    private record Batches(int parts) implements PairBatches<float[][], float[][]> {
        @Override
        public int parts(long step) {
            return parts;
        }

        @Override
        public Pairs<float[][], float[][]> part(long step, int part) {
            Random random = new Random(step);
            float[][] images = rows(PAIRS, IMAGE, random);
            float[][] texts = rows(PAIRS, TEXT, random);
            int size = PAIRS / parts;
            return new Pairs<>(
                    Arrays.copyOfRange(images, part * size, (part + 1) * size),
                    Arrays.copyOfRange(texts, part * size, (part + 1) * size));
        }

        private static float[][] rows(int count, int width, Random random) {
            float[][] rows = new float[count][width];
            for (float[] row : rows) {
                for (int k = 0; k < width; k++) {
                    row[k] = (float) random.nextGaussian();
                }
            }
            return rows;
        }
    }

    private static DualNetwork<float[][], float[][]> networks(double dropped, boolean locked) {
        Random random = new Random(2);
        return new DualNetwork<>(
                LinearNetwork.random("image.", IMAGE, 4, dropped, locked, random),
                LinearNetwork.random("text.", TEXT, 4, dropped, false, random),
                LogitParameters.siglip());
    }

    private ContrastiveLearner<float[][], float[][]> learner(
            DualNetwork<float[][], float[][]> networks, int parts, LogitGradient counted) {
        return new ContrastiveLearner<>(
                networks, new ClipLoss(workers), new Batches(parts), DRAWS, counted, () -> Map.of("done", 1.0));
    }

    private static Map<String, float[]> gradients(ContrastiveLearner<?, ?> learner) {
        Map<String, float[]> gradients = new HashMap<>();
        for (Parameter parameter : learner.parameters()) {
            float[] gradient = new float[parameter.gradient().remaining()];
            parameter.gradient().get(gradient);
            gradients.put(parameter.name(), gradient);
        }
        return gradients;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 24})
    void partsMakeOneBatch(int parts) {
        ContrastiveLearner<?, ?> whole = learner(networks(0, false), 1, LogitGradient.ONCE);
        ContrastiveLearner<?, ?> cut = learner(networks(0, false), parts, LogitGradient.ONCE);
        StepResult result = whole.step(3);
        assertThat(cut.step(3).loss()).isCloseTo(result.loss(), within(1e-12));
        assertThat(result.others()).containsKeys(Towers.LOGIT_SCALE, Towers.LOGIT_BIAS);
        Map<String, float[]> found = gradients(cut);
        assertThat(found).hasSize(6);
        gradients(whole)
                .forEach((name, gradient) ->
                        assertThat(found.get(name)).as(name).containsExactly(gradient, within(1e-6f)));
    }

    @Test
    void referenceCountsTheScaleOnceAPart() {
        ContrastiveLearner<?, ?> once = learner(networks(0, false), 4, LogitGradient.ONCE);
        ContrastiveLearner<?, ?> four = learner(networks(0, false), 4, LogitGradient.ONCE_A_PART);
        once.step(0);
        four.step(0);
        float single = gradients(once).get(Towers.LOGIT_SCALE)[0];
        assertThat(gradients(four).get(Towers.LOGIT_SCALE)[0]).isCloseTo(4 * single, within(1e-6f));
        assertThat(gradients(four).get("image.weight"))
                .containsExactly(gradients(once).get("image.weight"));
    }

    /** With draws that differed between the two runs, the gradient would be of no loss at all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void gradientsAreThoseOfTheLossWithItsDraws(int parts) {
        DualNetwork<float[][], float[][]> networks = networks(0.3, false);
        ContrastiveLearner<?, ?> learner = learner(networks, parts, LogitGradient.ONCE);
        learner.step(5);
        Map<String, float[]> found = gradients(learner);
        for (Parameter parameter : networks.parameters()) {
            if (parameter.name().equals(Towers.LOGIT_BIAS)) {
                continue;
            }
            float value = parameter.value().get(0);
            float step = 4e-3f;
            parameter.value().put(0, value + step);
            double above = learner.step(5).loss();
            parameter.value().put(0, value - step);
            double below = learner.step(5).loss();
            parameter.value().put(0, value);
            double slope = (above - below) / (2 * step);
            assertThat((double) found.get(parameter.name())[0])
                    .as(parameter.name())
                    .isCloseTo(slope, within(1e-3 + 1e-2 * Math.abs(slope)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void lockedTowerOnlyGivesFeatures(int parts) {
        ContrastiveLearner<?, ?> learner = learner(networks(0, true), parts, LogitGradient.ONCE);
        learner.step(0);
        ContrastiveLearner<?, ?> open = learner(networks(0, false), parts, LogitGradient.ONCE);
        open.step(0);
        assertThat(gradients(learner)).hasSize(4).doesNotContainKey("image.weight");
        assertThat(gradients(learner).get("text.weight"))
                .containsExactly(gradients(open).get("text.weight"));
    }

    @Test
    void scaleIsHeldBetweenItsLimits() {
        DualNetwork<float[][], float[][]> networks = networks(0, false);
        ContrastiveLearner<?, ?> learner = learner(networks, 1, LogitGradient.ONCE);
        FloatBuffer logScale = networks.logits().logScale().value();
        logScale.put(0, 9);
        learner.afterStep(1);
        assertThat(networks.logits().scale()).isCloseTo(100, within(1e-4));
        logScale.put(0, -1);
        learner.afterStep(2);
        assertThat(networks.logits().scale()).isEqualTo(1);
        assertThat(learner.evaluate()).containsEntry("done", 1.0);
    }

    @Test
    void beginsAsItsKind() {
        assertThat(LogitParameters.clip().scale()).isCloseTo(1 / 0.07, within(1e-5));
        assertThat(LogitParameters.clip().bias()).isZero();
        assertThat(LogitParameters.siglip().scale()).isCloseTo(10, within(1e-5));
        assertThat(LogitParameters.siglip().bias()).isEqualTo(-10);
    }

    @Test
    void refusesPartsThatDoNotPair() {
        PairBatches<float[][], float[][]> uneven = new PairBatches<>() {
            @Override
            public int parts(long step) {
                return 1;
            }

            @Override
            public Pairs<float[][], float[][]> part(long step, int part) {
                return new Pairs<>(new float[3][IMAGE], new float[2][TEXT]);
            }
        };
        ContrastiveLearner<?, ?> learner =
                new ContrastiveLearner<>(networks(0, false), new ClipLoss(workers), uneven, DRAWS);
        assertThatThrownBy(() -> learner.step(7))
                .hasMessageContaining("step 8, part 0")
                .hasMessageContaining("3 images and 2 texts");
    }

    /** Interrupted after ten steps and continued on other threads, against twenty in one go. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void goingOnGivesTheSameBits(int threads) {
        List<Parameter> whole = train(20, threads, null, new Kept());
        Kept kept = new Kept();
        train(10, 2, null, kept);
        List<Parameter> rest = train(20, threads, kept.snapshot, new Kept());
        for (int i = 0; i < whole.size(); i++) {
            assertThat(rest.get(i).value())
                    .as(rest.get(i).name())
                    .isEqualTo(whole.get(i).value());
        }
    }

    private static final class Kept implements TrainingListener {
        private Snapshot snapshot;

        @Override
        public void last(Snapshot views) {
            Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
            views.tensors().forEach((name, values) -> {
                FloatBuffer copy = FloatBuffer.allocate(values.values().remaining());
                copy.put(values.values().duplicate()).flip();
                tensors.put(name, new Snapshot.Values(values.shape(), copy));
            });
            snapshot = new Snapshot(views.step(), views.numbers(), tensors);
        }
    }

    private static List<Parameter> train(long until, int threads, Snapshot from, TrainingListener listener) {
        DualNetwork<float[][], float[][]> networks = networks(0.2, false);
        try (Workers own = new Workers(threads);
                Adam adam = new Adam(
                        ParameterGroups.of(networks.parameters()).decay(0.2).build(),
                        AdamSettings.adamW(0.9, 0.98, 1e-6),
                        own)) {
            ContrastiveLearner<?, ?> learner =
                    new ContrastiveLearner<>(networks, new SiglipLoss(own), new Batches(2), DRAWS);
            Trainer trainer =
                    new Trainer(learner, adam, TrainingPlan.of(until, Schedule.cosine(0.01, 3, 20)), listener, own);
            if (from != null) {
                trainer.restore(from);
            }
            trainer.run(() -> false);
        }
        return networks.parameters();
    }
}
