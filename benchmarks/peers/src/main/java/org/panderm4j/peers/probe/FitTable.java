package org.panderm4j.peers.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A contest's result for the terminal and for {@code RESULTS.md}. */
final class FitTable {
    private FitTable() {}

    /** Versions, then a row a contestant; ratios are to this project's fit of the same round. */
    static String of(FitSettings settings, List<FitSeries> series) {
        List<String> lines = new ArrayList<>();
        lines.add(settings.toString());
        lines.add("");
        series.forEach(each -> lines.add("- " + each.contestant().id() + ": " + each.version()));
        lines.add("");
        lines.add("| | seconds | iterations or epochs | objective | ours is times as fast | in single rounds |");
        lines.add("|---|---|---|---|---|---|");
        FitSeries ours = series.stream()
                .filter(each -> each.contestant() == ProbeContestant.PANDERM4J)
                .findFirst()
                .orElse(null);
        series.forEach(each -> lines.add(row(each) + ratio(each, ours)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String row(FitSeries series) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %d | %.9f |",
                series.contestant().id(),
                series.median(),
                series.passes(),
                series.value());
    }

    private static String ratio(FitSeries series, FitSeries ours) {
        if (ours == null || ours == series) {
            return " | |";
        }
        double[] ratios = series.seconds();
        double[] mine = ours.seconds();
        Arrays.setAll(ratios, i -> ratios[i] / mine[i]);
        return String.format(
                Locale.ROOT,
                " %.2f | %.2f to %.2f |",
                series.median() / ours.median(),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }
}
