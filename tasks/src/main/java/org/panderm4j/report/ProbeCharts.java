package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.panderm4j.eval.MetricValue;

/** What the page of a probe draws over shares and over values of C. */
final class ProbeCharts {
    /** As many colours as the page has. */
    static final int MOST_SERIES = 8;

    private final ProbePage page;

    ProbeCharts(ProbePage page) {
        this.page = page;
    }

    /** The headline over shares of the training rows. */
    PointChart shares() {
        List<PointChart.Series> series = new ArrayList<>();
        for (String name : ProbePage.HEADLINE) {
            PointChart.Series one = overShares(page.title(name), share -> MetricValues.named(share.metrics(), name));
            if (one.points().stream().anyMatch(point -> Double.isFinite(point.value()))) {
                series.add(one);
            }
        }
        return new PointChart(
                "Few shots and many",
                "The same test rows throughout; whiskers are 95 % intervals. Shares lie as their logarithms, or evenly where they"
                        + " are close.",
                "share of the training rows",
                true,
                sharePlaces(),
                series);
    }

    /** The probe's balanced accuracy over shares beside that of its rivals. */
    PointChart rivals() {
        String metric = ProbePage.HEADLINE.get(0);
        List<PointChart.Series> series = new ArrayList<>();
        series.add(overShares("linear probe", share -> MetricValues.named(share.metrics(), metric)));
        List<ProbeShare.Rival> rivals = page.last().rivals();
        for (int i = 0; i < rivals.size() && series.size() < MOST_SERIES; i++) {
            int number = i;
            series.add(overShares(
                    rivals.get(i).name(),
                    share -> MetricValues.named(share.rivals().get(number).metrics(), metric)));
        }
        return new PointChart(
                page.title(metric) + " beside classifiers without a fit",
                "Where the probe is no better than these, its fit adds nothing to the features.",
                "share of the training rows",
                true,
                sharePlaces(),
                series);
    }

    /** The metric of a sweep over C, a line a share. */
    PointChart sweep() {
        TreeSet<Double> costs = new TreeSet<>();
        page.shares()
                .forEach(share ->
                        share.sweep().ifPresent(sweep -> sweep.trials().forEach(trial -> costs.add(trial.cost()))));
        List<Double> order = List.copyOf(costs);
        List<PointChart.Series> series = new ArrayList<>();
        for (ProbeShare share : page.shares()) {
            if (share.sweep().isPresent() && series.size() < MOST_SERIES) {
                List<PointChart.Point> points = share.sweep().get().trials().stream()
                        .map(trial -> new PointChart.Point(
                                order.indexOf(trial.cost()), trial.value(), Optional.empty(), trial.chosen()))
                        .toList();
                series.add(new PointChart.Series(share.name() + " of the training rows", points));
            }
        }
        String metric = page.last().sweep().map(ProbeShare.Sweep::metric).orElse("");
        return new PointChart(
                page.title(metric) + " on the validation rows, by C",
                "The larger C, the weaker the penalty. Rings: the C chosen, the smaller of equal ones.",
                "C, logarithmic",
                false,
                order.stream()
                        .map(cost -> new PointChart.Place(cost, Axis.label(cost), ""))
                        .toList(),
                series);
    }

    /** One metric of a share. */
    @FunctionalInterface
    private interface Choice {
        Optional<MetricValue> of(ProbeShare share);
    }

    private PointChart.Series overShares(String name, Choice choice) {
        return new PointChart.Series(
                name,
                IntStream.range(0, page.shares().size())
                        .mapToObj(i -> point(i, choice.of(page.shares().get(i))))
                        .toList());
    }

    private static PointChart.Point point(int place, Optional<MetricValue> metric) {
        return new PointChart.Point(place, MetricValues.drawn(metric), metric.flatMap(MetricValue::interval), false);
    }

    private List<PointChart.Place> sharePlaces() {
        return page.shares().stream()
                .map(share ->
                        new PointChart.Place(share.share(), share.name(), "n = " + Numbers.count(share.trainingRows())))
                .toList();
    }
}
