package org.panderm4j.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.ShellWords;

@Timeout(60)
class TuneTaskTest {
    private static final String SPACE = """
            c: {from: 0.01, to: 1000, scale: log}
            batch-size: {from: 8, to: 64, step: 8}
            penalty: [reference, l2]
            standardize: [true, false]
            """;

    @TempDir
    Path temp;

    private Path space;

    @BeforeEach
    void write() throws IOException {
        space = Files.writeString(temp.resolve("space.yaml"), SPACE);
    }

    private TuneResult run(Tunable tunable, TuneSettings settings, String out, boolean resume) throws IOException {
        return FakeTunable.task(tunable, settings)
                .run(temp.resolve(out), FakeTunable.plan(settings), resume, FakeTunable::facts, note -> {})
                .orElseThrow();
    }

    @Test
    void leavesTheBestAndHowToRepeatIt() throws IOException {
        TuneSettings settings = FakeTunable.settings(space, SearchKind.RANDOM, 40, EarlyStopping.NONE, 2);
        TuneResult result = run(new FakeTunable(0), settings, "out", false);
        Path out = temp.resolve("out");
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "trials.csv", "results.json", "best.txt", "best-command.txt", "report.html", "run.json");
        List<String> lines = Files.readAllLines(out.resolve("trials.csv"));
        assertThat(lines).hasSize(41);
        assertThat(lines.get(0))
                .isEqualTo("trial,c,batch-size,penalty,standardize,bacc,loss,steps,status,seconds,reason");
        assertThat(lines.subList(1, 41))
                .allMatch(line -> line.matches(
                        "\\d+,[0-9.e-]+,\\d+,(reference|l2),(true|false),0\\.\\d+,[0-9.E-]+,8,finished,[0-9.]+,"));
        double best = result.trials().stream()
                .mapToDouble(one -> one.metrics().get("bacc"))
                .max()
                .orElseThrow();
        JsonNode json = new ObjectMapper().readTree(out.resolve("results.json").toFile());
        assertThat(json.at("/best/metrics/bacc").doubleValue()).isEqualTo(best);
        assertThat(json.at("/metric").textValue()).isEqualTo("bacc");
        assertThat(json.at("/trials")).hasSize(40);
        Configuration of = result.best().configuration();
        assertThat(Files.readString(out.resolve("best-command.txt")))
                .isEqualTo(
                        "./panderm fake --csv 'my table.csv' --c " + of.values().get("c") + " --batch-size "
                                + of.values().get("batch-size") + " --penalty "
                                + of.values().get("penalty")
                                + (of.flag("standardize", false) ? " --standardize" : "") + "\n");
        assertThat(Files.readString(out.resolve("best.txt")))
                .contains(
                        "trial " + result.best().trial() + " of 40",
                        "c = " + of.values().get("c"),
                        "validation bacc = " + best);
    }

    @ParameterizedTest
    @CsvSource({"RANDOM,NONE", "RANDOM,MEDIAN", "GENETIC,NONE", "GENETIC,MEDIAN", "GRID,MEDIAN"})
    void speedOfTrialsChangesNothing(SearchKind kind, EarlyStopping stopping) throws IOException {
        Files.writeString(
                space, kind == SearchKind.GRID ? "c: [0.1, 1, 10]\nbatch-size: {from: 8, to: 64, step: 8}" : SPACE);
        TuneSettings settings = FakeTunable.settings(space, kind, 40, stopping, 4);
        run(new FakeTunable(5), settings, "a", false);
        run(new FakeTunable(3), settings, "b", false);
        List<String> trials = FakeTunable.timeless(temp.resolve("a"));
        assertThat(FakeTunable.timeless(temp.resolve("b"))).isEqualTo(trials);
        assertThat(trials.stream().anyMatch(line -> line.contains("stopped")))
                .isEqualTo(stopping == EarlyStopping.MEDIAN);
    }

    @Test
    void withoutLearningTheNumberAtOnceChangesNothing() throws IOException {
        run(new FakeTunable(3), FakeTunable.settings(space, SearchKind.RANDOM, 20, EarlyStopping.NONE, 4), "a", false);
        run(new FakeTunable(0), FakeTunable.settings(space, SearchKind.RANDOM, 20, EarlyStopping.NONE, 1), "b", false);
        assertThat(FakeTunable.timeless(temp.resolve("b"))).isEqualTo(FakeTunable.timeless(temp.resolve("a")));
    }

    @Test
    void aTrialThatEndedEarlyIsNotTheBest() throws IOException {
        TuneSettings settings = FakeTunable.settings(space, SearchKind.RANDOM, 40, EarlyStopping.MEDIAN, 1);
        TuneResult result = run(new FakeTunable(0), settings, "out", false);
        assertThat(result.best().status()).isEqualTo(TrialStatus.FINISHED);
        assertThat(result.trials())
                .filteredOn(one -> one.status() == TrialStatus.STOPPED)
                .isNotEmpty()
                .allMatch(one -> one.steps() >= MedianRule.LEAST_REPORTS && one.steps() < FakeTunable.STEPS);
    }

    @Test
    void runningTrialsStayWithinTheMemory() throws IOException {
        FakeTunable tunable = new FakeTunable(4);
        long memory = 80 * FakeTunable.MEMORY_OF_ITEM;
        TuneSettings settings =
                new TuneSettings(space, SearchKind.RANDOM, 30, 5, null, EarlyStopping.NONE, 8, memory, 1);
        run(tunable, settings, "out", false);
        assertThat(tunable.mostHeld.get()).isLessThanOrEqualTo(memory).isGreaterThan(memory / 2);
        assertThat(tunable.held.get()).isZero();
    }

    @Test
    void aTrialThatNeedsMoreMemoryThanThereIsFails() throws IOException {
        TuneSettings settings = new TuneSettings(
                space, SearchKind.RANDOM, 30, 5, null, EarlyStopping.NONE, 2, 40 * FakeTunable.MEMORY_OF_ITEM, 1);
        TuneResult result = run(new FakeTunable(0), settings, "out", false);
        assertThat(result.failed())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.reason())
                        .isEqualTo("needs " + one.configuration().integer("batch-size", 0)
                                + " MiB of memory, more than --memory 40 MiB"));
    }

    @Test
    void aFailingTrialIsARowWithItsReason() throws IOException {
        Files.writeString(space, "c: {from: 0.1, to: 10}\npenalty: [l2, none]\n");
        TuneSettings settings = FakeTunable.settings(space, SearchKind.GENETIC, 20, EarlyStopping.MEDIAN, 2);
        TuneResult result = run(new FakeTunable(0), settings, "out", false);
        assertThat(result.trials()).hasSize(20);
        assertThat(result.failed()).isNotEmpty().allMatch(one -> one.reason().equals("a penalty is missed very much"));
        assertThat(Files.readString(temp.resolve("out/failures.csv")))
                .startsWith("input,reason\n")
                .contains("penalty = none", "a penalty is missed very much");
        assertThat(FakeTunable.timeless(temp.resolve("out")))
                .anyMatch(line -> line.matches("\\d+,[0-9.]+,none,,,0,failed,a penalty is missed very much"));
    }

    @Test
    void whenAllFailNothingIsLeft() throws IOException {
        Files.writeString(space, "c: {from: 0.1, to: 10}\npenalty: none\n");
        TuneSettings settings = FakeTunable.settings(space, SearchKind.RANDOM, 3, EarlyStopping.NONE, 1);
        assertThatIOException()
                .isThrownBy(() -> run(new FakeTunable(0), settings, "out", false))
                .withMessageContaining("all 3 trials failed; the first, with c = ")
                .withMessageContaining("a penalty is missed very much");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void aSmallSpaceIsTriedAndNoMore() throws IOException {
        Files.writeString(space, "penalty: [l2, reference]\nstandardize: [true, false]\n");
        TuneSettings settings = FakeTunable.settings(space, SearchKind.RANDOM, 50, EarlyStopping.NONE, 1);
        List<String> notes = new ArrayList<>();
        FakeTunable.task(new FakeTunable(0), settings)
                .run(temp.resolve("out"), FakeTunable.plan(settings), false, FakeTunable::facts, notes::add);
        assertThat(notes).containsExactly("the space has no more than 4 configurations to try");
        assertThat(FakeTunable.timeless(temp.resolve("out"))).hasSize(5);
    }

    @Test
    void refusesAGridLargerThanTheTrials() {
        TuneSettings settings = FakeTunable.settings(space, SearchKind.GRID, 100, EarlyStopping.NONE, 1);
        assertThatIOException()
                .isThrownBy(() -> FakeTunable.task(new FakeTunable(0), settings))
                .withMessage(space + ": expected a grid of at most --trials 100 configurations, found 128"
                        + " with --grid-points 4");
    }

    @Test
    void refusesAMetricThatIsNotMeasured() {
        TuneSettings settings =
                new TuneSettings(space, SearchKind.RANDOM, 10, 5, "auroc", EarlyStopping.NONE, 1, 1 << 30, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeTunable.task(new FakeTunable(0), settings))
                .withMessage("--metric: expected one of bacc, loss, found 'auroc'");
    }

    @Test
    void lessIsBetterForALoss() throws IOException {
        TuneSettings settings =
                new TuneSettings(space, SearchKind.GENETIC, 30, 5, "loss", EarlyStopping.MEDIAN, 2, 1L << 33, 0);
        TuneResult result = run(new FakeTunable(0), settings, "out", false);
        double least = result.trials().stream()
                .mapToDouble(one -> one.metrics().get("loss"))
                .min()
                .orElseThrow();
        assertThat(result.best().metrics().get("loss")).isEqualTo(least);
    }

    /** Ends as a killed process does, with some trials on disk and some running. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void goesOnWithTheSameCandidatesAndRunsNoneTwice() throws IOException {
        for (int parallel : new int[] {1, 3}) {
            TuneSettings settings = FakeTunable.settings(space, SearchKind.GENETIC, 25, EarlyStopping.MEDIAN, parallel);
            run(new FakeTunable(0), settings, "whole" + parallel, false);
            AtomicInteger begun = new AtomicInteger();
            Tunable killed = killedAfter(12, begun);
            String out = "out" + parallel;
            try {
                run(killed, settings, out, false);
            } catch (Killed expected) {
                assertThat(begun.get()).isBetween(13, 13 + parallel);
            }
            assertThat(temp.resolve(out).resolve("trials.csv")).doesNotExist();
            FakeTunable rest = new FakeTunable(0);
            run(rest, settings, out, true);
            assertThat(rest.runs.get()).isBetween(25L - 13, 25L - 12 + parallel);
            assertThat(FakeTunable.timeless(temp.resolve(out)))
                    .isEqualTo(FakeTunable.timeless(temp.resolve("whole" + parallel)));
            assertThat(FakeTunable.task(rest, settings)
                            .run(temp.resolve(out), FakeTunable.plan(settings), true, FakeTunable::facts, n -> {}))
                    .isEmpty();
        }
    }

    private static Tunable killedAfter(int trials, AtomicInteger begun) {
        FakeTunable fake = new FakeTunable(0);
        return new Tunable() {
            @Override
            public String name() {
                return fake.name();
            }

            @Override
            public List<TunableOption> options() {
                return fake.options();
            }

            @Override
            public List<TunableMetric> metrics() {
                return fake.metrics();
            }

            @Override
            public Experiment open(RunFolder run) {
                Experiment inner = fake.open(run);
                return new Experiment() {
                    @Override
                    public long memory(Configuration configuration) {
                        return inner.memory(configuration);
                    }

                    @Override
                    public Map<String, Double> run(Configuration configuration, TrialWatch watch) throws Exception {
                        if (begun.incrementAndGet() > trials) {
                            throw new Killed();
                        }
                        return inner.run(configuration, watch);
                    }
                };
            }
        };
    }

    @Test
    void findsThePenaltyOfARealFit() throws IOException {
        Files.writeString(
                space, "c: {from: 1e-3, to: 1e4, scale: log}\npenalty: [reference, l2]\nmax-iterations: 200\n");
        TuneSettings settings =
                new TuneSettings(space, SearchKind.GENETIC, 24, 5, "bacc", EarlyStopping.NONE, 2, 1L << 30, 3);
        List<TrialResult> trials = run(new HeadTunable(), settings, "a", false).trials();
        double[] scores =
                trials.stream().mapToDouble(one -> one.metrics().get("bacc")).toArray();
        double best =
                run(new HeadTunable(), settings, "b", false).best().metrics().get("bacc");
        assertThat(best).isEqualTo(Arrays.stream(scores).max().orElseThrow()).isGreaterThan(0.6);
        assertThat(Arrays.stream(scores).min().orElseThrow())
                .as("a penalty that holds all")
                .isLessThan(0.45);
        assertThat(FakeTunable.timeless(temp.resolve("a"))).isEqualTo(FakeTunable.timeless(temp.resolve("b")));
    }

    @Test
    void refusesAJournalOfOtherCandidates() throws IOException {
        TuneSettings settings = FakeTunable.settings(space, SearchKind.RANDOM, 5, EarlyStopping.NONE, 1);
        try {
            run(killedAfter(2, new AtomicInteger()), settings, "out", false);
        } catch (Killed expected) {
            // two trials are done
        }
        Files.writeString(space, "c: [1, 2, 3]");
        assertThatIOException()
                .isThrownBy(() -> run(new FakeTunable(0), settings, "out", true))
                .withMessageContaining("expected trial 1 with c = ")
                .withMessageContaining("another --out");
    }

    @Test
    void quotesForAShell() {
        assertThat(ShellWords.join(List.of("./panderm", "a b", "it's", "", "$HOME", "x=1", "a,b")))
                .isEqualTo("./panderm 'a b' 'it'\\''s' '' '$HOME' x=1 a,b");
    }
}
