package org.panderm4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.panderm4j.report.Curve;
import org.panderm4j.report.CurveChart;
import org.panderm4j.report.Fact;
import org.panderm4j.report.TrainingPage;

/** The page of a training run, made from its {@code metrics.jsonl}. */
public final class TrainingFigures {
    private static final Set<String> NO_MEASURE = Set.of("step", "epoch", "seconds");
    private static final Set<String> DRAWN_ELSEWHERE =
            Set.of("step", "epoch", "seconds", "loss", "learning_rate", "gradient_norm", "items_per_second");

    private final MetricsHistory history;

    private TrainingFigures(MetricsHistory history) {
        this.history = history;
    }

    /**
     * Reads the figures of a run.
     *
     * @param run its folder
     */
    public static TrainingFigures of(Path run) throws IOException {
        return new TrainingFigures(MetricsHistory.read(run.resolve(Metrics.NAME)));
    }

    /** The lines of a run that is told of by epochs, in order; numbers by name. */
    public List<Map<String, Double>> epochs() {
        return history.steps();
    }

    /** Of training, all parts of the run together. */
    public String time() {
        return time(history.seconds());
    }

    /**
     * Makes the page.
     *
     * @param headline figures to be shown first beside the steps and the time, such as the best evaluation
     */
    public TrainingPage page(String title, List<Fact> headline, List<Fact> facts) {
        List<Fact> first = new ArrayList<>();
        first.add(new Fact("Steps", steps()));
        first.addAll(headline);
        first.add(new Fact("Time", time(history.seconds())));
        List<String> measures = names(history.evaluations(), NO_MEASURE);
        return new TrainingPage(title, first, charts(measures), measures, rows(measures), facts);
    }

    private String steps() {
        List<Map<String, Double>> steps = history.steps();
        return String.format(
                Locale.ROOT,
                "%d",
                steps.isEmpty() ? 0 : steps.get(steps.size() - 1).get("step").longValue());
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    private List<CurveChart> charts(List<String> measures) {
        List<CurveChart> charts = new ArrayList<>();
        addChart(
                charts,
                "Loss",
                "What was minimised; where steps are many, the mean of neighbours over their range.",
                List.of(
                        curve("training", false, history.steps(), "loss"),
                        curve("validation", true, history.evaluations(), EvaluationFigures.LOSS)));
        for (String measure : measures) {
            if (!measure.equals(EvaluationFigures.LOSS)) {
                addChart(
                        charts,
                        title(measure),
                        "Measured on validation data.",
                        List.of(curve(measure, true, history.evaluations(), measure)));
            }
        }
        addStepChart(charts, "learning_rate", "By the schedule, before the factors of parameter groups.");
        addStepChart(charts, "gradient_norm", "Of all gradients together, before clipping.");
        names(history.steps(), DRAWN_ELSEWHERE).forEach(name -> addStepChart(charts, name, "Of the training steps."));
        addStepChart(charts, "items_per_second", "Over the last few steps, evaluations left out.");
        return charts;
    }

    private void addStepChart(List<CurveChart> charts, String name, String note) {
        addChart(charts, title(name), note, List.of(curve(title(name), false, history.steps(), name)));
    }

    private static void addChart(List<CurveChart> charts, String title, String note, List<Curve> curves) {
        List<Curve> present =
                curves.stream().filter(curve -> curve.steps().length > 0).toList();
        if (!present.isEmpty()) {
            charts.add(new CurveChart(title, note, present));
        }
    }

    private static Curve curve(String name, boolean measured, List<Map<String, Double>> lines, String key) {
        List<Map<String, Double>> having =
                lines.stream().filter(line -> line.containsKey(key)).toList();
        return new Curve(
                name,
                measured,
                having.stream().mapToDouble(line -> line.get("step")).toArray(),
                having.stream().mapToDouble(line -> line.get(key)).toArray());
    }

    private List<TrainingPage.Evaluation> rows(List<String> measures) {
        return history.evaluations().stream()
                .map(line -> new TrainingPage.Evaluation(
                        line.get("step").longValue(),
                        measures.stream()
                                .map(name -> line.getOrDefault(name, Double.NaN))
                                .toList()))
                .toList();
    }

    private static List<String> names(List<Map<String, Double>> lines, Set<String> without) {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.addAll(line.keySet()));
        names.removeAll(without);
        return List.copyOf(names);
    }

    /** {@code learning_rate} as words. */
    private static String title(String name) {
        String words = name.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
