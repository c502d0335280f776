package org.panderm4j.peers.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.panderm4j.benchmarks.MadeUpFeatures;
import org.panderm4j.benchmarks.PlainLogistic;

class FitContestTest {
    private static final FitSettings SETTINGS = new FitSettings(200, 6, 3, 1, 1e-8, 500, 5, 1, 1);
    private static final MadeUpFeatures DATA = MadeUpFeatures.of(200, 6, 3);

    /** The same objective for both: ours is least where the gradient in plain loops is flat. */
    @Test
    void ourFitEndsWhereThePlainGradientIsFlat() {
        try (Fitter fitter = new OurFit(DATA, SETTINGS)) {
            double[] gradient = new double[3 * 7];

            new PlainLogistic(DATA, SETTINGS.cost()).evaluate(fitter.fit(500).point(), gradient);

            assertThat(gradient).containsExactly(new double[gradient.length], within(1e-6));
        }
    }

    /** Both follow the same rows; weights in the wrong places would stand at right angles. */
    @Test
    void tribuosWeightsStandInOurOrder() {
        MadeUpFeatures wide = MadeUpFeatures.of(300, 150, 4);
        try (Fitter fitter = new TribuoFit(wide);
                Fitter ours = new OurFit(wide, SETTINGS)) {
            double[] theirs = fitter.fit(5).point();

            assertThat(cosine(theirs, ours.fit(500).point())).isGreaterThan(0.5);
        }
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void answersSurviveTheirLine() {
        FitAnswer answer = FitAnswer.of(new FitAnswer(null, 0.25, 7, new double[] {1, -2.5}).line());

        assertThat(answer.version()).isNull();
        assertThat(answer.seconds()).isEqualTo(0.25);
        assertThat(answer.passes()).isEqualTo(7);
        assertThat(answer.point()).containsExactly(1, -2.5);
        assertThatThrownBy(() -> FitAnswer.of("{nonsense")).hasMessageContaining("{nonsense");
    }

    @Test
    void twoClassesAreRefused() {
        assertThatThrownBy(() -> new FitSettings(10, 4, 2, 1, 0, 1, 1, 1, 1)).hasMessageContaining("--classes 2");
    }
}
