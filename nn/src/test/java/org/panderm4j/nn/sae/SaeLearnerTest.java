package org.panderm4j.nn.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.sae.fused.FusedSae;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.NotFiniteException;
import org.panderm4j.nn.train.loop.StepReport;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

class SaeLearnerTest {
    private static final int N = 5;
    private static final int M = 24;
    private static final int ROWS = 50;
    private static final int EPOCHS = 6;
    private static final SaeTraining TRAINING =
            new SaeTraining(16, EPOCHS, 1e-3, 2, Optional.of(new SaeTraining.Resampling(2, 1, 9, 0)));

    private final Random random = new Random(5);
    private final MadeUpRows data = new MadeUpRows(floats(ROWS * N), N);

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.3f;
        }
        return values;
    }

    private record MadeUpRows(float[] values, int width) implements Rows {
        @Override
        public int count() {
            return values.length / width;
        }

        @Override
        public void read(int[] rows, int from, int length, FloatBuffer target) {
            for (int i = 0; i < length; i++) {
                target.put(target.position() + i * width, values, rows[from + i] * width, width);
            }
        }
    }

    private static Draws draws(long seed) {
        return name -> new SplittableRandom(seed * 31 + name.hashCode());
    }

    private static RowDraws rowDraws() {
        return RowDraws.of((epoch, part) -> draws(1000 + epoch));
    }

    static Stream<Sparsity> sparsities() {
        return Stream.of(new Sparsity.L1(), new Sparsity.TopK(2), new Sparsity.BatchTopK(2));
    }

    /** A start with features that nothing activates. */
    private static SaeWeights start(Sparsity sparsity) {
        SaeWeights weights = SaeStart.of(new SaeDesign(N, M, sparsity), draws(3));
        for (int j = 0; j < M; j += 5) {
            weights.encoderBias()[j] = -9;
        }
        return weights;
    }

    /** What a run has left: all tensors by name, and its epochs. */
    private record Left(Map<String, float[]> tensors, List<String> epochs, float threshold) {}

    /** Runs up to some step, from a kept state if there is one. */
    private Left run(Sparsity sparsity, int threads, long stop, Snapshot from, List<Snapshot> kept) {
        List<SaeEpoch> epochs = new ArrayList<>();
        try (Workers workers = new Workers(threads);
                SaeNetwork network = GraphSae.open(start(sparsity), threads);
                Adam adam = new Adam(
                        ParameterGroups.of(network.parameters().list()).build(),
                        AdamSettings.adam(0.9, 0.999, 1e-8),
                        workers)) {
            SaeLearner learner = new SaeLearner(network, data, TRAINING, rowDraws(), adam, epochs::add);
            TrainingPlan plan = TrainingPlan.of(TRAINING.steps(ROWS), Schedule.constant(5e-3, 0));
            Map<String, float[]> tensors = new HashMap<>();
            long[] step = {from == null ? 0 : from.step()};
            TrainingListener listener = new TrainingListener() {
                @Override
                public void last(Snapshot snapshot) {
                    kept.add(copy(snapshot));
                    snapshot.tensors().forEach((name, values) -> tensors.put(name, copy(values.values())));
                }

                @Override
                public void stepped(StepReport report) {
                    step[0] = report.step();
                }
            };
            Trainer trainer = new Trainer(learner, adam, plan, listener, workers);
            if (from != null) {
                trainer.restore(from);
            }
            trainer.run(() -> step[0] >= stop);
            return new Left(
                    tensors,
                    epochs.stream()
                            .map(one -> plain(one.toString()) + Arrays.toString(one.fired()))
                            .toList(),
                    network.parameters().threshold());
        }
    }

    /** Without the array's address. */
    private static String plain(String epoch) {
        return epoch.replaceAll("\\[J@[0-9a-f]+", "");
    }

    private static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.remaining()];
        values.duplicate().get(copy);
        return copy;
    }

    private static Snapshot copy(Snapshot snapshot) {
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        snapshot.tensors()
                .forEach((name, values) -> tensors.put(
                        name, new Snapshot.Values(values.shape(), FloatBuffer.wrap(copy(values.values())))));
        return new Snapshot(snapshot.step(), snapshot.numbers(), tensors);
    }

    @ParameterizedTest
    @MethodSource("sparsities")
    void aRunThatGoesOnEndsWithTheSameBits(Sparsity sparsity) {
        Left whole = run(sparsity, 2, Long.MAX_VALUE, null, new ArrayList<>());
        assertThat(whole.epochs()).hasSize(EPOCHS);
        // 4 steps an epoch: in the first epoch, in another, at an end of one
        List<Snapshot> kept = new ArrayList<>();
        List<String> epochs = new ArrayList<>();
        for (long stop : new long[] {2, 7, 8, 13, Long.MAX_VALUE}) {
            Snapshot from = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            Left part = run(sparsity, 2, stop, from, kept);
            epochs.addAll(part.epochs());
            if (stop == Long.MAX_VALUE) {
                assertThat(part.threshold()).isEqualTo(whole.threshold());
                assertThat(part.tensors().keySet()).isEqualTo(whole.tensors().keySet());
                whole.tensors()
                        .forEach((name, values) ->
                                assertThat(part.tensors().get(name)).as(name).containsExactly(values));
            }
        }
        assertThat(epochs).isEqualTo(whole.epochs());
        assertThat(whole.threshold() > 0).isEqualTo(sparsity instanceof Sparsity.BatchTopK);
        assertThat(whole.epochs().get(1)).doesNotContain("resampled=0");
    }

    @Test
    void figuresOfAnEpochAreThoseOfItsRows() {
        List<SaeEpoch> epochs = new ArrayList<>();
        try (Workers workers = new Workers(2);
                SaeNetwork network = GraphSae.open(start(new Sparsity.L1()), 2);
                Adam adam = new Adam(
                        ParameterGroups.of(network.parameters().list()).build(),
                        AdamSettings.adam(0.9, 0.999, 1e-8),
                        workers)) {
            SaeTraining training = new SaeTraining(16, 2, 1e-3, 0, Optional.empty());
            SaeLearner learner = new SaeLearner(network, data, training, rowDraws(), adam, epochs::add);
            TrainingPlan plan = TrainingPlan.of(training.steps(ROWS), Schedule.constant(0, 0));
            new Trainer(learner, adam, plan, TrainingListener.none(), workers).run(() -> false);
            SaeFit fit = SaeFit.of(network, data);
            assertThat(epochs).hasSize(2);
            for (SaeEpoch epoch : epochs) {
                assertThat(epoch.rows()).isEqualTo(ROWS);
                assertThat(epoch.l1()).isCloseTo(fit.l1(), within(1e-5));
                assertThat(epoch.l2()).isCloseTo(fit.l2(), within(1e-6));
                assertThat(epoch.loss()).isCloseTo(1e-3 * fit.l1() + fit.l2(), within(1e-6));
                assertThat(epoch.l0()).isCloseTo(fit.l0(), within(1e-9));
                assertThat(epoch.explained()).isCloseTo(fit.explained(), within(1e-5));
                assertThat(epoch.explained()).isCloseTo(1 - fit.l2() / variance(), within(1e-5));
                assertThat(epoch.dead()).isGreaterThanOrEqualTo(5);
                assertThat(epoch.dead() + epoch.alive()).isEqualTo(M);
                assertThat(Arrays.stream(epoch.densities().counts()).sum()).isEqualTo(M);
            }
        }
    }

    /** Mean over rows and inputs of the squared difference from the rows' mean. */
    private double variance() {
        double sum = 0;
        for (int k = 0; k < N; k++) {
            int column = k;
            double[] values = IntStream.range(0, ROWS)
                    .mapToDouble(i -> data.values()[i * N + column])
                    .toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            sum += Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
        }
        return sum / ROWS / N;
    }

    /** oneDNN's ReLU makes 0 of NaN, so that neither loss nor gradients tell. */
    @Test
    void keepsNoStateWithABiasThatIsNoNumber() {
        assumeTrue(OneDnn.absence().isEmpty(), () -> OneDnn.absence().orElseThrow());
        SaeWeights weights = start(new Sparsity.L1());
        weights.encoderBias()[1] = Float.NaN;
        List<Snapshot> kept = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void last(Snapshot snapshot) {
                kept.add(snapshot);
            }
        };
        try (Workers workers = new Workers(2);
                SaeNetwork network = FusedSae.open(weights, 2);
                Adam adam = new Adam(
                        ParameterGroups.of(network.parameters().list()).build(),
                        AdamSettings.adam(0.9, 0.999, 1e-8),
                        workers)) {
            SaeLearner learner = new SaeLearner(network, data, TRAINING, rowDraws(), adam, any -> {});
            TrainingPlan plan = TrainingPlan.of(TRAINING.steps(ROWS), Schedule.constant(5e-3, 0));
            Trainer trainer = new Trainer(learner, adam, plan, listener, workers);
            assertThatThrownBy(() -> trainer.run(() -> false))
                    .isInstanceOf(NotFiniteException.class)
                    .hasMessageContaining(SaeWeights.ENCODER_BIAS);
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        try (Workers workers = new Workers(1);
                SaeNetwork network = GraphSae.open(start(new Sparsity.L1()), 1);
                Adam adam = new Adam(
                        ParameterGroups.of(network.parameters().list()).build(),
                        AdamSettings.adam(0.9, 0.999, 1e-8),
                        workers)) {
            Rows wide = new MadeUpRows(new float[12], 6);
            assertThatThrownBy(() -> new SaeLearner(network, wide, TRAINING, rowDraws(), adam, any -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5 inputs")
                    .hasMessageContaining("2 rows of 6");
        }
    }

    @Test
    void drawsAreWithoutReplacementAndFollowTheProbabilities() {
        double[] probabilities = {0.5, 0, 0.3, 0.2, 0};
        int[] firsts = new int[5];
        for (int epoch = 0; epoch < 4000; epoch++) {
            RandomGenerator own = new SplittableRandom(epoch);
            int[] drawn = RowDraws.of((at, part) -> name -> own).drawn(epoch, probabilities, 3);
            assertThat(drawn).hasSize(3).doesNotHaveDuplicates().doesNotContain(1, 4);
            firsts[drawn[0]]++;
        }
        for (int i = 0; i < 5; i++) {
            assertThat(firsts[i] / 4000.0).isCloseTo(probabilities[i], within(0.03));
        }
        assertThat(rowDraws().order(3, 40))
                .containsExactlyInAnyOrder(IntStream.range(0, 40).toArray());
        assertThat(rowDraws().order(3, 40)).isNotEqualTo(rowDraws().order(4, 40));
    }

    @Test
    void startFillsTheReferencesBounds() {
        SaeDesign design = new SaeDesign(40, 80, new Sparsity.L1());
        SaeWeights weights = SaeStart.of(design, draws(8));
        assertThat(weights.tiedBias()).containsOnly(0);
        check(weights.encoderWeight(), Math.sqrt(6.0 / (40 * 80)));
        check(weights.encoderBias(), 1 / Math.sqrt(80));
        double squares = 0;
        for (float value : weights.dictionaryVector(17)) {
            squares += (double) value * value;
        }
        assertThat(squares).isCloseTo(1, within(1e-6));
        assertThat(weights).isNotEqualTo(SaeStart.of(design, draws(9)));
        assertThat(SaeStart.of(design, draws(8)).encoderWeight()).containsExactly(weights.encoderWeight());
    }

    private static void check(float[] values, double bound) {
        double least = 0;
        double greatest = 0;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        assertThat(greatest).isBetween(0.9 * bound, bound);
        assertThat(-least).isBetween(0.9 * bound, bound);
    }

    @Test
    void aLedgerKeepsEveryBit() {
        Ledger ledger = new Ledger(3);
        ledger.set(1, Long.MIN_VALUE + 12345);
        ledger.addNumber(2, Math.PI * 1e-300);
        ledger.add(0, 1L << 40);
        ledger.add(0, 1);
        Ledger other = new Ledger(3);
        other.view().values().put(ledger.view().values());
        assertThat(other.all()).containsExactly(ledger.all());
        assertThat(other.get(0)).isEqualTo((1L << 40) + 1);
        assertThat(other.get(1)).isEqualTo(Long.MIN_VALUE + 12345);
        assertThat(other.number(2)).isEqualTo(Math.PI * 1e-300);
    }
}
