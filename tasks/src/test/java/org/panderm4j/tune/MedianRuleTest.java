package org.panderm4j.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianRuleTest {
    private static final TunableMetric UP = TunableMetric.higher("bacc");
    private static final TunableMetric DOWN = TunableMetric.lower("loss");

    private static TrialResult trial(TrialStatus status, long every, double... scores) {
        List<TrialResult.Point> curve = new ArrayList<>();
        for (double score : scores) {
            curve.add(new TrialResult.Point((curve.size() + 1) * every, score));
        }
        return new TrialResult(1, new Configuration(Map.of()), Map.of(), curve, status, 0, "");
    }

    private static List<TrialResult> finished(double... scores) {
        return DoubleStream.of(scores)
                .mapToObj(score -> trial(TrialStatus.FINISHED, 1, score, score, score))
                .toList();
    }

    @Test
    void endsWhatIsWorseThanTheMedian() {
        MedianRule up = MedianRule.of(UP, finished(0.1, 0.2, 0.5, 0.6, 0.9));
        assertThat(up.goesOn(3, 3, 0.49)).isFalse();
        assertThat(up.goesOn(3, 3, 0.5)).as("as good as the median").isTrue();
        MedianRule down = MedianRule.of(DOWN, finished(0.1, 0.2, 0.5, 0.6, 0.9, 1.0));
        assertThat(down.goesOn(3, 3, 0.56)).as("median 0.55").isFalse();
        assertThat(down.goesOn(3, 3, 0.54)).isTrue();
    }

    @Test
    void waitsForTrialsAndReports() {
        assertThat(MedianRule.of(UP, finished(1, 1, 1, 1)).goesOn(3, 3, 0)).isTrue();
        MedianRule rule = MedianRule.of(UP, finished(1, 1, 1, 1, 1));
        assertThat(rule.goesOn(2, 2, 0)).isTrue();
        assertThat(rule.goesOn(3, 3, 0)).isFalse();
        assertThat(rule.goesOn(3, 3, Double.NaN)).isTrue();
    }

    @Test
    void comparesAtTheStep() {
        List<TrialResult> rising = List.of(
                trial(TrialStatus.FINISHED, 10, 0.1, 0.5, 0.9),
                trial(TrialStatus.FINISHED, 10, 0.1, 0.5, 0.9),
                trial(TrialStatus.FINISHED, 10, 0.1, 0.5, 0.9),
                trial(TrialStatus.FINISHED, 10, 0.1, 0.5, 0.9),
                trial(TrialStatus.FINISHED, 10, 0.1, Double.NaN, 0.9));
        MedianRule rule = MedianRule.of(UP, rising);
        assertThat(rule.goesOn(3, 9, 0)).as("nobody had reported").isTrue();
        assertThat(rule.goesOn(3, 19, 0.3)).isTrue();
        assertThat(rule.goesOn(3, 29, 0.3)).isFalse();
        assertThat(rule.goesOn(3, 30, 0.7)).isFalse();
        assertThat(rule.goesOn(3, 1000, 0.95)).isTrue();
    }

    @Test
    void onlyFinishedTrialsCount() {
        List<TrialResult> trials = new ArrayList<>(finished(1, 1, 1, 1));
        trials.add(trial(TrialStatus.STOPPED, 1, 1, 1, 1));
        trials.add(trial(TrialStatus.FAILED, 1, 1, 1, 1));
        assertThat(MedianRule.of(UP, trials).goesOn(3, 3, 0)).isTrue();
    }
}
