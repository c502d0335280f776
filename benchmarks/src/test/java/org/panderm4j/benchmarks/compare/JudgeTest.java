package org.panderm4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the judge says of made-up samples whose truth is known; all seeds fixed, 200 trials each. */
class JudgeTest {
    private static final int TRIALS = 200;
    private static final int MOST_ALARMS = 7;
    private static final Judge USUAL = new Judge(1.05);

    private static int count(Judge judge, Samples before, Samples after, int forks, Predicate<Verdict> wanted) {
        Random random = new Random(7);
        int count = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Series then = before.draw(random, forks, 5);
            Series now = after.draw(random, forks, 5);
            Verdict verdict = judge.judge(then, now, Mode.AVERAGE_TIME).verdict();
            count += wanted.test(verdict) ? 1 : 0;
        }
        return count;
    }

    private static boolean isChange(Verdict verdict) {
        return verdict == Verdict.SLOWER || verdict == Verdict.FASTER;
    }

    /**
     * The long run's rate of false alarms is to be at most the significance, 1 in 100 (measured over 3000: 0.0 to 0.3 per cent
     * where forks are alike). Of 200 trials at that rate, more than 7 alarm once in a thousand times.
     */
    @Test
    void equalDistributionsHardlyEverAlarm() {
        Samples quiet = new Samples(10, 0.03, 0);
        Samples noisy = new Samples(10, 0.20, 0);
        assertThat(count(USUAL, quiet, quiet, 5, JudgeTest::isChange)).isZero();
        assertThat(count(USUAL, noisy, noisy, 3, JudgeTest::isChange)).isLessThanOrEqualTo(MOST_ALARMS);
        // Without a margin, the statistics alone.
        assertThat(count(new Judge(1), noisy, noisy, 5, JudgeTest::isChange)).isLessThanOrEqualTo(MOST_ALARMS);
    }

    /** Measured over 3000 trials: 1.0 per cent of three forks, 0.2 of five. */
    @Test
    void forksThatDifferAreNoRegression() {
        Samples unsteady = new Samples(10, 0.01, 0.05);
        assertThat(count(USUAL, unsteady, unsteady, 3, JudgeTest::isChange)).isLessThanOrEqualTo(MOST_ALARMS);
        assertThat(count(USUAL, unsteady, unsteady, 5, JudgeTest::isChange)).isLessThanOrEqualTo(MOST_ALARMS);
    }

    /** Measured over 3000 trials of 5 forks of 5: 96 per cent. */
    @Test
    void tenPercentAreFoundInNoiseOfThree() {
        Samples before = new Samples(10, 0.03, 0);
        Samples slower = new Samples(11, 0.03, 0);
        assertThat(count(USUAL, before, slower, 5, verdict -> verdict == Verdict.SLOWER))
                .isGreaterThanOrEqualTo(180);
        assertThat(count(USUAL, slower, before, 5, verdict -> verdict == Verdict.FASTER))
                .isGreaterThanOrEqualTo(180);
        assertThat(count(USUAL, before, slower, 5, verdict -> verdict == Verdict.SAME))
                .isZero();
    }

    @Test
    void littleNoiseIsCalledTheSameNotUnknown() {
        Samples quiet = new Samples(10, 0.01, 0);
        assertThat(count(USUAL, quiet, quiet, 5, verdict -> verdict == Verdict.SAME))
                .isGreaterThanOrEqualTo(195);
    }

    @Test
    void changesInsideTheThresholdAreNoRegression() {
        Samples before = new Samples(10, 0.005, 0);
        Samples after = new Samples(10.3, 0.005, 0);
        assertThat(count(USUAL, before, after, 5, verdict -> verdict == Verdict.SAME))
                .isGreaterThanOrEqualTo(195);
        assertThat(count(new Judge(1.01), before, after, 5, verdict -> verdict == Verdict.SLOWER))
                .isGreaterThanOrEqualTo(195);
    }

    @Test
    void muchNoiseIsSaidToBeTooMuch() {
        Samples noisy = new Samples(10, 0.30, 0);
        assertThat(count(USUAL, noisy, noisy, 3, verdict -> verdict == Verdict.SAME))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void moreIsSlowerOnlyWhereASampleIsATime(Mode mode) {
        Random random = new Random(3);
        Series small = new Samples(10, 0.01, 0).draw(random, 3, 5);
        Series large = new Samples(20, 0.01, 0).draw(random, 3, 5);
        boolean time = mode != Mode.THROUGHPUT;
        Judge.Judgement judgement = USUAL.judge(small, large, mode);
        assertThat(judgement.verdict()).isEqualTo(time ? Verdict.SLOWER : Verdict.FASTER);
        assertThat(judgement.ratio().ratio()).isCloseTo(time ? 2 : 0.5, within(time ? 0.03 : 0.01));
        assertThat(USUAL.judge(large, small, mode).verdict()).isEqualTo(time ? Verdict.FASTER : Verdict.SLOWER);
    }

    @Test
    void fewSamplesTellNothingHoweverFarApart() {
        Series before = series(new double[][] {{1, 1.01}, {1.02, 1.03}, {1.04, 1.05}});
        Series four = series(new double[][] {{9, 9.1}, {9.2}, {9.3}});
        Series twoForks = series(new double[][] {{9, 9.1, 9.2}, {9.3, 9.4, 9.5}});
        Series five = series(new double[][] {{9, 9.1}, {9.2, 9.3}, {9.4}});
        assertThat(USUAL.judge(before, four, Mode.AVERAGE_TIME).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(USUAL.judge(before, twoForks, Mode.AVERAGE_TIME).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(USUAL.judge(twoForks, before, Mode.AVERAGE_TIME).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(USUAL.judge(before, five, Mode.AVERAGE_TIME).verdict()).isEqualTo(Verdict.SLOWER);
    }

    @ParameterizedTest
    @CsvSource({
        "1.20, 1.06, 1.30, 0.009, SLOWER",
        "1.20, 1.06, 1.30, 0.011, UNDECIDED",
        "1.20, 1.04, 1.30, 0.001, UNDECIDED",
        "0.80, 0.70, 0.95, 0.009, FASTER",
        "0.80, 0.70, 0.95, 0.011, UNDECIDED",
        "0.80, 0.70, 0.96, 0.001, UNDECIDED",
        "1.02, 1.01, 1.04, 0.001, SAME",
        "1.00, 0.96, 1.04, 0.500, SAME",
        "1.00, 0.94, 1.04, 0.500, UNDECIDED",
        "1.00, 0.96, 1.06, 0.500, UNDECIDED",
    })
    void bothTheIntervalAndTheTestMustAgree(double ratio, double low, double high, double p, Verdict verdict) {
        assertThat(USUAL.verdict(new MedianRatio(ratio, low, high), p)).isEqualTo(verdict);
    }

    private static Series series(double[][] forks) {
        return new Series("ms/op", forks);
    }

    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(5);
        Samples before = new Samples(10, 0.05, 0.02);
        Samples after = new Samples(12, 0.05, 0.02);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            MedianRatio ratio = MedianRatio.of(before.draw(random, 5, 5), after.draw(random, 5, 5), 1);
            held += ratio.low() <= 1.2 && 1.2 <= ratio.high() ? 1 : 0;
        }
        // 95 per cent are promised, more are held; of 200 at 95, fewer than 180 are held once in a thousand times.
        assertThat(held).isGreaterThanOrEqualTo(180);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        Random random = new Random(5);
        Series before = new Samples(10, 0.05, 0).draw(random, 3, 5);
        Series after = new Samples(10, 0.05, 0).draw(random, 3, 5);
        assertThat(MedianRatio.of(before, after, 4)).isEqualTo(MedianRatio.of(before, after, 4));
        assertThat(MedianRatio.of(before, after, 4)).isNotEqualTo(MedianRatio.of(before, after, 5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesThresholdsBelowOne(double threshold) {
        assertThatThrownBy(() -> new Judge(threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, found " + threshold);
    }
}
