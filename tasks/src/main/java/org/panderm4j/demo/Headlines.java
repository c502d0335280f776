package org.panderm4j.demo;

import java.util.List;
import java.util.Locale;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.report.Headline;

/**
 * The tour in three figures.
 *
 * @param result of the tour
 */
record Headlines(DemoResult result) {
    List<Headline> all() {
        int pictures = result.cases().size();
        double guess = 1.0 / result.classes().size();
        return List.of(
                new Headline(
                        "Zero-shot diagnosis",
                        percent(result.accuracy().value().orElseThrow()),
                        String.format(
                                Locale.ROOT,
                                "of %d pictures get the right one of %d names%s; guessing: %s",
                                pictures,
                                result.classes().size(),
                                interval(result.accuracy()),
                                percent(guess))),
                new Headline(
                        "Retrieval",
                        percent(result.recall().value().orElseThrow()),
                        String.format(
                                Locale.ROOT,
                                "of pictures and captions find their partner among the best %d of %d%s; guessing: %s",
                                DemoResult.AMONG,
                                pictures,
                                interval(result.recall()),
                                percent(DemoResult.AMONG / (double) pictures))),
                new Headline(
                        "Similar cases",
                        percent(result.similar().sameDiagnosis()),
                        String.format(
                                Locale.ROOT,
                                "of the %d nearest pictures of each have its diagnosis; guessing: %s",
                                SimilarCases.NEAREST,
                                percent(guess))));
    }

    private static String interval(MetricValue metric) {
        return metric.interval()
                .map(one ->
                        String.format(Locale.ROOT, " (95 %% interval %.1f to %.1f)", 100 * one.low(), 100 * one.high()))
                .orElse("");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
