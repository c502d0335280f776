package org.panderm4j.nn.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult.Best;
import org.panderm4j.nn.train.loop.TrainingResult.End;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;

class TrainerTest {
    private final Workers workers = new Workers(2);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        workers.close();
    }

    /** Pulls two parameters to noisy targets that follow from the step. */
    private static final class Targets implements Learner {
        private final Parameter body = new ArrayParameter("body.weight", new float[40_000], 200, 200);
        private final Parameter head = new ArrayParameter("head.bias", new float[3], 3);
        private LongFunction<Map<String, Double>> metrics = done -> Map.of();
        private long badStep = -1;
        private float badValue = Float.NaN;
        private long hugeStep = -1;
        private long spoiledStep = -1;
        private Runnable spoil = () -> {};
        private final Map<String, Snapshot.Values> buffers = new LinkedHashMap<>();
        private long done;

        @Override
        public List<Parameter> parameters() {
            return List.of(body, head);
        }

        @Override
        public Map<String, Snapshot.Values> buffers() {
            return buffers;
        }

        /** Counts steps in a buffer. */
        private Targets counting(String name) {
            buffers.put(name, new Snapshot.Values(new long[] {1}, FloatBuffer.allocate(1)));
            return this;
        }

        @Override
        public StepResult step(long step) {
            assertThat(head.gradient().get(0)).as("cleared gradient").isZero();
            Random random = new Random(step);
            double loss = 0;
            for (Parameter parameter : parameters()) {
                FloatBuffer value = parameter.value();
                FloatBuffer gradient = parameter.gradient();
                for (int i = 0; i < value.limit(); i++) {
                    double error = value.get(i) - 3 - random.nextGaussian();
                    gradient.put(i, (float) error);
                    loss += error * error / 2;
                }
            }
            if (step == badStep) {
                head.gradient().put(1, badValue);
            }
            if (step == hugeStep) {
                head.gradient().put(1, 1e25f); // its square is beyond float32
            }
            return StepResult.of(loss);
        }

        @Override
        public void afterStep(long step) {
            done = step;
            buffers.values().forEach(one -> one.values().put(0, one.values().get(0) + 1));
            head.value().put(2, Math.min(0.25f, head.value().get(2)));
            if (step == spoiledStep) {
                spoil.run();
            }
        }

        @Override
        public Map<String, Double> evaluate() {
            return metrics.apply(done);
        }
    }

    private static final class Recorder implements TrainingListener {
        private final List<String> events = new ArrayList<>();
        private final List<StepReport> reports = new ArrayList<>();
        private Snapshot last;
        private Snapshot best;
        private Snapshot diverged;

        @Override
        public void started(long done, long steps) {
            events.add("started " + done + " of " + steps);
        }

        @Override
        public void stepped(StepReport report) {
            reports.add(report);
        }

        @Override
        public void evaluated(long step, Map<String, Double> metrics, boolean better) {
            events.add("evaluated " + step + (better ? ", best" : ""));
        }

        @Override
        public void best(Snapshot snapshot) {
            best = copy(snapshot);
            events.add("best " + snapshot.step());
        }

        @Override
        public void last(Snapshot snapshot) {
            last = copy(snapshot);
            events.add("last " + snapshot.step());
        }

        @Override
        public void diverged(Snapshot snapshot) {
            diverged = copy(snapshot);
            events.add("diverged " + snapshot.step());
        }

        private static Snapshot copy(Snapshot snapshot) {
            Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
            snapshot.tensors().forEach((name, values) -> {
                FloatBuffer copy = FloatBuffer.allocate(values.values().remaining());
                copy.put(values.values().duplicate()).flip();
                tensors.put(name, new Snapshot.Values(values.shape(), copy));
            });
            return new Snapshot(snapshot.step(), snapshot.numbers(), tensors);
        }
    }

    private TrainingResult run(Learner learner, TrainingPlan plan, SavedState from, BooleanSupplier stop) {
        try (Adam adam = new Adam(
                ParameterGroups.of(learner.parameters()).decay(0.1).build(),
                AdamSettings.adamW(0.9, 0.98, 1e-6),
                workers)) {
            Trainer trainer = new Trainer(learner, adam, plan, recorder, workers);
            if (from != null) {
                trainer.restore(from);
            }
            return trainer.run(stop);
        }
    }

    private static TrainingPlan plan(long steps) {
        return TrainingPlan.of(steps, Schedule.cosine(0.05, 5, 20)).clipping(Clipping.globalNorm(30));
    }

    private static float[] values(Parameter parameter) {
        float[] values = new float[parameter.value().remaining()];
        parameter.value().get(values);
        return values;
    }

    @Test
    void reportsEveryStep() {
        Targets learner = new Targets();
        TrainingResult result = run(learner, plan(20), null, () -> false);
        assertThat(result).isEqualTo(new TrainingResult(20, End.COMPLETED, Optional.empty()));
        assertThat(recorder.reports)
                .extracting(StepReport::step)
                .startsWith(1L, 2L)
                .hasSize(20)
                .endsWith(20L);
        assertThat(recorder.reports.get(0).rate()).isEqualTo(0.01);
        assertThat(recorder.reports.get(0).gradientNorm()).isGreaterThan(30);
        assertThat(recorder.reports.get(19).result().loss())
                .isLessThan(recorder.reports.get(0).result().loss());
        assertThat(recorder.events).containsExactly("started 0 of 20", "last 20");
        assertThat(learner.head.value().get(2)).as("held by afterStep").isLessThanOrEqualTo(0.25f);
    }

    @Test
    void goingOnGivesTheSameBits() {
        Targets whole = new Targets();
        run(whole, plan(20), null, () -> false);
        Targets interrupted = new Targets();
        run(interrupted, plan(20), null, () -> interrupted.done == 10);
        assertThat(recorder.last.step()).isEqualTo(10);
        Targets rest = new Targets();
        recorder.events.clear();
        TrainingResult result = run(rest, plan(20), recorder.last, () -> false);
        assertThat(recorder.events).containsExactly("started 10 of 20", "last 20");
        assertThat(result.end()).isEqualTo(End.COMPLETED);
        assertThat(values(rest.body)).containsExactly(values(whole.body));
        assertThat(values(rest.head)).containsExactly(values(whole.head));
    }

    @Test
    void stopsWhenAskedAfterAWholeStep() {
        Targets learner = new Targets();
        TrainingResult result = run(learner, plan(20), null, () -> learner.done == 7);
        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(result.step()).isEqualTo(7);
        assertThat(recorder.events).containsExactly("started 0 of 20", "last 7");
    }

    @Test
    void givesUpWithoutImprovement() {
        Targets learner = new Targets();
        double[] accuracies = {0.2, 0.5, 0.4, Double.NaN, 0.5, 0.9};
        learner.metrics = done -> Map.of("accuracy", accuracies[(int) done / 2 - 1]);
        TrainingPlan plan = plan(20).evaluateEvery(2).snapshotEvery(5).watch(new Watch("accuracy", true, 3));
        TrainingResult result = run(learner, plan, null, () -> false);
        assertThat(result.end()).isEqualTo(End.NO_IMPROVEMENT);
        assertThat(result.best()).contains(new Best(0.5, 4));
        assertThat(recorder.best.step()).isEqualTo(4);
        assertThat(recorder.events)
                .containsExactly(
                        "started 0 of 20",
                        "evaluated 2, best",
                        "best 2",
                        "evaluated 4, best",
                        "best 4",
                        "last 5",
                        "evaluated 6",
                        "evaluated 8",
                        "evaluated 10",
                        "last 10");
    }

    @Test
    void takesAnEqualValueForBetterWhereItIsTo() {
        for (boolean takesEqual : new boolean[] {false, true}) {
            Targets learner = new Targets();
            learner.metrics = done -> Map.of("loss", 0.5);
            TrainingPlan plan = plan(20).evaluateEvery(2).watch(new Watch("loss", false, 3, takesEqual));
            TrainingResult result = run(learner, plan, null, () -> false);
            assertThat(result.best()).contains(new Best(0.5, takesEqual ? 20 : 2));
            assertThat(result.end()).isEqualTo(takesEqual ? End.COMPLETED : End.NO_IMPROVEMENT);
        }
    }

    @Test
    void remembersTheBestWhenGoingOn() {
        Targets learner = new Targets();
        learner.metrics = done -> Map.of("loss", Math.abs(done - 6.0));
        TrainingPlan plan = plan(20).evaluateEvery(2).watch(new Watch("loss", false, 3));
        run(learner, plan, null, () -> learner.done == 9);
        TrainingResult result = run(learner, plan, recorder.last, () -> false);
        assertThat(result).isEqualTo(new TrainingResult(12, End.NO_IMPROVEMENT, Optional.of(new Best(0, 6))));
    }

    @Test
    void evaluatesAtTheEnd() {
        Targets learner = new Targets();
        run(learner, plan(7).evaluateEvery(5), null, () -> false);
        assertThat(recorder.events).containsExactly("started 0 of 7", "evaluated 5", "evaluated 7", "last 7");
    }

    @Test
    void refusesAWatchedMetricThatNobodyMeasures() {
        Targets learner = new Targets();
        learner.metrics = done -> Map.of("loss", 1.0);
        assertThatThrownBy(() ->
                        run(learner, plan(5).evaluateEvery(1).watch(new Watch("recall", true, 0)), null, () -> false))
                .hasMessageContaining("watched metric recall, found [loss]");
    }

    @Test
    void stopsBeforeAnUpdateThatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Targets good = new Targets();
            run(good, plan(20), null, () -> good.done == 4);
            Targets learner = new Targets();
            learner.badStep = 4;
            learner.badValue = bad;
            recorder.last = null;
            recorder.events.clear();
            NotFiniteException failure = catchThrowableOfType(
                    NotFiniteException.class, () -> run(learner, plan(20).snapshotEvery(3), null, () -> false));
            assertThat(failure.step()).isEqualTo(5);
            assertThat(failure.group()).contains("all, no decay");
            assertThat(failure.parameter()).contains("head.bias");
            assertThat(failure).hasMessageContaining("step 5").hasMessageContaining("head.bias (group all, no decay)");
            assertThat(values(learner.body)).containsExactly(values(good.body));
            assertThat(recorder.events)
                    .as("the state of step 4 is none to go on from")
                    .containsExactly("started 0 of 20", "last 3", "diverged 4");
            assertThat(recorder.diverged.tensors().get("head.bias").values().get(0))
                    .isEqualTo(good.head.value().get(0));
        }
    }

    /** A parameter or moment that an update has made, and that no loss shows. */
    @Test
    void offersNoStateThatIsNotFinite() {
        for (int value = 0; value < 2; value++) {
            for (boolean evaluating : new boolean[] {false, true}) {
                Targets learner = new Targets();
                learner.metrics = done -> Map.of("loss", 1.0 / done);
                if (value == 0) {
                    learner.spoiledStep = 4;
                    learner.spoil = () -> learner.body.value().put(39_999, Float.NEGATIVE_INFINITY);
                } else {
                    learner.hugeStep = 3;
                }
                recorder.events.clear();
                TrainingPlan plan = plan(20).clipping(Clipping.none()).snapshotEvery(2);
                TrainingPlan watching = evaluating ? plan.evaluateEvery(2).watch(new Watch("loss", false, 0)) : plan;
                NotFiniteException failure =
                        catchThrowableOfType(NotFiniteException.class, () -> run(learner, watching, null, () -> false));
                assertThat(failure.step()).isEqualTo(4);
                assertThat(failure.parameter()).contains(value == 0 ? "body.weight" : "head.bias");
                assertThat(failure)
                        .hasMessageContaining("step 4")
                        .hasMessageContaining(
                                value == 0
                                        ? "first in body.weight (group all)"
                                        : "first in optimizer.second.head.bias (group all, no decay)");
                assertThat(recorder.events).endsWith("last 2", "diverged 4").doesNotContain("best 4");
            }
        }
    }

    @Test
    void looksAtTheLastStateEvenWithoutSnapshots() {
        Targets learner = new Targets();
        learner.spoiledStep = 20;
        learner.spoil = () -> learner.head.value().put(0, Float.NaN);
        assertThatThrownBy(() -> run(learner, plan(20), null, () -> false)).isInstanceOf(NotFiniteException.class);
        assertThat(recorder.last).isNull();
    }

    @Test
    void aListenerThatCannotKeepADivergedStateDoesNotHideWhy() {
        Targets learner = new Targets();
        learner.badStep = 0;
        TrainingListener full = new TrainingListener() {
            @Override
            public void diverged(Snapshot snapshot) {
                throw new IllegalStateException("disk full");
            }
        };
        try (Adam adam = new Adam(
                ParameterGroups.of(learner.parameters()).build(), AdamSettings.adam(0.9, 0.999, 1e-8), workers)) {
            assertThatThrownBy(() -> new Trainer(learner, adam, plan(2), full, workers).run(() -> false))
                    .isInstanceOf(NotFiniteException.class)
                    .hasSuppressedException(new IllegalStateException("disk full"));
        }
    }

    /** No tensor passes through memory of its own. */
    @Test
    void goesOnStraightIntoItsOwnMemory() {
        Targets whole = new Targets();
        run(whole, plan(4), null, () -> whole.done == 2);
        Snapshot kept = recorder.last;
        Targets learner = new Targets();
        Map<String, FloatBuffer> targets = new LinkedHashMap<>();
        SavedState stored = new SavedState() {
            @Override
            public long step() {
                return kept.step();
            }

            @Override
            public Map<String, Double> numbers() {
                return kept.numbers();
            }

            @Override
            public Set<String> names() {
                return kept.names();
            }

            @Override
            public long[] shape(String name) {
                return kept.shape(name);
            }

            @Override
            public void copy(String name, FloatBuffer target) {
                targets.put(name, target.duplicate());
                kept.copy(name, target);
            }
        };
        run(learner, plan(4), stored, () -> true);
        assertThat(targets.keySet()).isEqualTo(kept.names());
        assertThat(targets.get("body.weight").array())
                .isSameAs(learner.body.value().array());
        assertThat(targets.get("head.bias").array())
                .isSameAs(learner.head.value().array());
        targets.forEach(
                (name, target) -> assertThat(target.isDirect()).as(name).isEqualTo(name.startsWith("optimizer.")));
    }

    @Test
    void stopsAtALossThatIsNoNumber() {
        Learner learner = new Learner() {
            private final Targets targets = new Targets();

            @Override
            public List<Parameter> parameters() {
                return targets.parameters();
            }

            @Override
            public StepResult step(long step) {
                return StepResult.of(step == 2 ? Double.NaN : 1);
            }
        };
        assertThatThrownBy(() -> run(learner, plan(20), null, () -> false))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("step 3")
                .hasMessageContaining("a loss of NaN and all gradients finite");
    }

    @Test
    void refusesAnotherArchitecture() {
        Targets learner = new Targets();
        run(learner, plan(2), null, () -> false);
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>(recorder.last.tensors());
        tensors.put("head.bias", new Snapshot.Values(new long[] {4}, FloatBuffer.allocate(4)));
        tensors.put("extra", tensors.remove("body.weight"));
        Snapshot other = new Snapshot(2, recorder.last.numbers(), tensors);
        float[] before = values(learner.head);
        assertThatThrownBy(() -> run(learner, plan(5), other, () -> false))
                .hasMessageContaining("1 missing (body.weight)")
                .hasMessageContaining("1 unexpected (extra)")
                .hasMessageContaining("1 of another shape (head.bias (expected [3], found [4]))");
        assertThat(values(learner.head)).containsExactly(before);
    }

    @Test
    void keepsBuffersAndPutsThemBack() {
        Targets whole = new Targets().counting("norm.batches");
        run(whole, plan(4), null, () -> whole.done == 2);
        assertThat(recorder.last.tensors().get("norm.batches").values().get(0)).isEqualTo(2);
        Targets rest = new Targets().counting("norm.batches");
        run(rest, plan(4), recorder.last, () -> false);
        assertThat(rest.buffers.get("norm.batches").values().get(0)).isEqualTo(4);
    }

    @Test
    void namesTheBufferThatIsNotFinite() {
        Targets learner = new Targets().counting("norm.mean");
        learner.spoiledStep = 2;
        learner.spoil = () -> learner.buffers.get("norm.mean").values().put(0, Float.NaN);
        assertThatThrownBy(() -> run(learner, plan(3).snapshotEvery(1), null, () -> false))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("step 2")
                .hasMessageContaining("first in norm.mean;");
    }

    @Test
    void refusesABufferOfAParametersName() {
        Targets learner = new Targets().counting("head.bias");
        assertThatThrownBy(() -> run(learner, plan(1), null, () -> false))
                .hasMessageContaining("both a parameter and a buffer head.bias");
    }

    @Test
    void refusesAnOptimiserOfOtherParameters() {
        Targets learner = new Targets();
        try (Adam adam = new Adam(
                ParameterGroups.of(List.of(learner.head)).build(), AdamSettings.adam(0.9, 0.999, 1e-8), workers)) {
            assertThatThrownBy(() -> new Trainer(learner, adam, plan(1), recorder, workers))
                    .hasMessageContaining("2 learned parameters")
                    .hasMessageContaining("found 1");
        }
    }
}
