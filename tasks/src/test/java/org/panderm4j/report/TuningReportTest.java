package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningReportTest {
    private static final List<OptionAxis> AXES = List.of(
            OptionAxis.ofRange("c", "inverse of the penalty's force", 1e-3, 1e3, true),
            OptionAxis.ofWords("penalty", "on the weights", List.of("reference", "l2", "none")),
            OptionAxis.ofRange("max-iterations", "of the solver", 50, 1000, false),
            OptionAxis.ofWords("standardize", "features", List.of("true", "false")),
            OptionAxis.ofWords("class-weight", "of the rows", List.of("none", "balanced")),
            OptionAxis.ofRange("a-rather-long-name-of-an-option-that-somebody-found", "", 2e-6, 7e-6, true),
            OptionAxis.ofWords("batch-size", "", List.of("8", "16", "24", "32", "40", "48", "56", "64")),
            OptionAxis.ofWords(
                    "towers", "what learns", List.of("frozen", "last-2-blocks-and-the-head", "lora", "full")),
            OptionAxis.ofRange("learning-rate", "at its highest", 1e-6, 1e-2, true),
            OptionAxis.ofRange("dropout", "", 0, 0.5, false),
            OptionAxis.ofRange("weight-decay", "", 0, 0.3, false),
            OptionAxis.ofRange("warm-up-steps", "", 0, 5000, false));

    private static String value(OptionAxis axis, double gene) {
        if (!axis.words().isEmpty()) {
            return axis.words().get((int) (gene * axis.words().size()));
        }
        double value = axis.logarithmic()
                ? axis.low() * Math.pow(axis.high() / axis.low(), gene)
                : axis.low() + gene * (axis.high() - axis.low());
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** Some that failed, some that were stopped, and scores that depend on the options. */
    private static TuningPage page(List<OptionAxis> axes, int trials) {
        Random random = new Random(trials);
        List<TrialRow> rows = new ArrayList<>();
        for (int i = 1; i <= trials; i++) {
            List<String> values = new ArrayList<>();
            double distance = 0;
            for (OptionAxis axis : axes) {
                double gene = random.nextDouble();
                values.add(value(axis, gene));
                distance += Math.abs(gene - 0.6) / axes.size();
            }
            boolean failed = i % 17 == 5;
            boolean stopped = !failed && i > 8 && distance > 0.28;
            double score =
                    failed ? Double.NaN : 0.84 - 0.4 * distance * (i % 23 == 0 ? 4 : 1) + 0.01 * random.nextGaussian();
            rows.add(new TrialRow(
                    i,
                    values,
                    List.of(score, failed || i % 7 == 0 ? Double.NaN : 1.1 - score),
                    stopped ? 12 : 100,
                    3.2 + random.nextInt(50),
                    failed ? "failed" : stopped ? "stopped" : "finished",
                    failed ? "the loss is not a number at step 3" : ""));
        }
        int best = rows.stream()
                .filter(row -> row.status().equals("finished"))
                .max(Comparator.comparingDouble(row -> row.metrics().get(0)))
                .orElseThrow()
                .number();
        return new TuningPage(
                "tune linear-probe",
                "bacc",
                false,
                best,
                "./panderm linear-probe --embeddings features --csv 'my table.csv' --c 3.2 --penalty l2 --out runs/tune-best",
                axes,
                List.of("bacc", "log_loss"),
                rows,
                SyntheticStudy.facts());
    }

    @ParameterizedTest
    @CsvSource({"3,40", "12,200", "1,1", "7,12", "12,1"})
    void showsTrials(int options, int trials) throws IOException {
        TuningPage page = page(AXES.subList(0, options), trials);
        Path file = ZeroShotReportTest.pageFolder().resolve("tuning-" + options + "-" + trials + ".html");
        TuningReport.write(page, file);
        String html = Files.readString(file);
        PageChecks.assertSelfContained(html);
        assertThat(html)
                .contains("tune linear-probe", "Best Balanced accuracy", "The best: trial " + page.best())
                .contains("--csv 'my table.csv' --c 3.2");
        assertThat(count(html, "<path class=\"curve first"))
                .as("a line for each other trial with a score, and that of the best so far")
                .isEqualTo(page.ranked().size());
        assertThat(count(html, "<path class=\"rail\"")).isEqualTo(options + 1);
        assertThat(count(html, "<td class=\"number\"><b>")).isEqualTo(trials);
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    @Test
    void linesGoThroughTheirValues() {
        TuningPage page = page(AXES.subList(0, 2), 30);
        ParallelCoordinates layout = new ParallelCoordinates(page);
        ParallelCoordinates.Line best = layout.lines().stream()
                .filter(ParallelCoordinates.Line::best)
                .findFirst()
                .orElseThrow();
        double place = AXES.get(0).place(page.bestTrial().values().get(0));
        double at = Double.parseDouble(best.dots().get(0).y());
        assertThat((layout.bottom() - at) / (layout.bottom() - layout.top())).isBetween(place - 0.01, place + 0.01);
        assertThat(best.tip())
                .contains(
                        "trial " + page.best(),
                        "c = " + page.bestTrial().values().get(0));
        assertThat(layout.lines()).hasSize(page.ranked().size());
        assertThat(layout.lines().get(layout.lines().size() - 1)).isEqualTo(best);
        assertThat(layout.rails())
                .extracting(ParallelCoordinates.Rail::tip)
                .containsExactly(
                        "c: inverse of the penalty's force",
                        "penalty: on the weights",
                        "Balanced accuracy, better above");
    }

    @Test
    void lessCanBeBetter() {
        TuningPage up = page(AXES.subList(0, 3), 40);
        TuningPage down = new TuningPage(
                "t", "log_loss", true, up.best(), "c", up.options(), up.metrics(), up.trials(), List.of());
        ScoreAxis axis = ScoreAxis.of(down);
        assertThat(axis.place(0.1)).isGreaterThan(axis.place(0.4));
        assertThat(down.ranked()).isSortedAccordingTo(Comparator.comparingDouble(down::score));
        PageChecks.assertSelfContained(TuningReport.render(down));
    }

    @Test
    void leavesOutTheAxisOfWhatIsFixed() {
        List<OptionAxis> axes = List.of(OptionAxis.ofWords("fixed", "", List.of("7")), AXES.get(0));
        assertThat(new ParallelCoordinates(page(axes, 5)).rails()).hasSize(2);
        String html = TuningReport.render(page(axes.subList(0, 1), 5));
        PageChecks.assertSelfContained(html);
        assertThat(html).contains("<th>fixed</th>");
    }

    @Test
    void escapesNames() {
        String attack = "<script>alert(1)</script>";
        OptionAxis axis = OptionAxis.ofWords(attack, attack, List.of(attack, "other"));
        TrialRow row = new TrialRow(1, List.of(attack), List.of(1.0), 1, 1, attack, attack);
        TrialRow failed = new TrialRow(2, List.of(attack), List.of(Double.NaN), 1, 1, "failed", attack);
        String html = TuningReport.render(new TuningPage(
                attack,
                attack,
                false,
                1,
                attack,
                List.of(axis),
                List.of(attack),
                List.of(row, failed),
                List.of(new Fact(attack, attack))));
        PageChecks.assertSelfContained(html);
        assertThat(html).contains("&lt;script&gt;");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        TuningPage page = page(AXES.subList(0, 2), 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TuningPage(
                        "t", "auroc", false, 1, "", page.options(), page.metrics(), page.trials(), List.of()))
                .withMessageContaining("auroc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TuningPage(
                        "t", "bacc", false, 9, "", page.options(), page.metrics(), page.trials(), List.of()))
                .withMessageContaining("9");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TuningPage("t", "bacc", false, 1, "", List.of(), page.metrics(), page.trials(), List.of()))
                .withMessageContaining("trial 1");
    }
}
