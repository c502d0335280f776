package org.panderm4j.peers.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.panderm4j.peers.report.Statistics;

/** The result of one network for the terminal and for {@code RESULTS.md}. */
public final class StepTable {
    /** Losses of the first steps may differ by this, or by half of what they change, whichever is less. */
    private static final double TOLERANCE = 1e-4;

    private StepTable() {}

    /** A title, versions, whether the losses agree, then a row a contestant; ratios are to this project of the same round. */
    public static String of(String title, List<StepSeries> series) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add("");
        StepSeries ours = series.get(0);
        series.forEach(
                each -> lines.add("- " + each.contestant().id() + ": " + each.version() + agreement(each, ours)));
        lines.add("");
        lines.add("| | forward and backward, ms | step, ms | ours is times as fast: forward and backward | step |");
        lines.add("|---|---|---|---|---|");
        series.forEach(each -> lines.add(row(each)
                + (each == ours ? " | |" : ratio(each.passes(), ours.passes()) + ratio(each.steps(), ours.steps()))));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator() + System.lineSeparator();
    }

    /** Whether two have computed the same: the losses of the first steps, which an update that does nothing would not change. */
    public static boolean agree(StepSeries one, StepSeries other) {
        return one.difference(other) < Math.min(TOLERANCE, one.change() / 2);
    }

    private static String agreement(StepSeries each, StepSeries ours) {
        return each == ours
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; losses of the first steps %s: they differ by %.1e and change by %.1e",
                        agree(each, ours) ? "agree" : "DISAGREE",
                        each.difference(ours),
                        each.change());
    }

    private static String row(StepSeries series) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f |",
                series.contestant().id(),
                1e3 * Statistics.median(series.passes()),
                1e3 * Statistics.median(series.steps()));
    }

    private static String ratio(double[] others, double[] ours) {
        double[] ratios = others.clone();
        Arrays.setAll(ratios, i -> others[i] / ours[i]);
        return String.format(
                Locale.ROOT,
                " %.2f (%.2f to %.2f in single rounds) |",
                Statistics.median(others) / Statistics.median(ours),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }
}
