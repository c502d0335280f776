package org.panderm4j.peers.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An outcome as text for {@code RESULTS.md} and for the terminal. */
public final class Markdown {
    private Markdown() {}

    /** Machine, versions, agreements, rates, ratios. */
    public static String of(Machine machine, int threads, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(machine.line() + "; " + threads + " threads an engine.");
        lines.add("");
        outcome.versions().forEach((contestant, version) -> lines.add("- " + contestant.id() + ": " + version));
        lines.add("");
        outcome.agreements().forEach(agreement -> lines.add("- " + agreement.line()));
        lines.add("");
        rates(lines, outcome.series());
        lines.add("");
        ratios(lines, outcome.ratios());
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static void rates(List<String> lines, List<Series> series) {
        lines.add("| engine | precision | model | batch | a second | GF/s | spread |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Series each : series) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %.2f %s | %.0f | %.1f %% |",
                    each.contestant().engine(),
                    each.contestant().precisionName(),
                    each.model().id(),
                    each.batch(),
                    each.rate(),
                    each.model().items(),
                    each.gigaflops(),
                    100 * each.spread()));
        }
    }

    private static void ratios(List<String> lines, List<Ratio> ratios) {
        lines.add("| model | batch | ours | peer | times as fast | in single rounds |");
        lines.add("|---|---|---|---|---|---|");
        for (Ratio ratio : ratios) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %.2f | %.2f to %.2f |",
                    ratio.ours().model().id(),
                    ratio.ours().batch(),
                    ratio.ours().contestant().id(),
                    ratio.peer().contestant().id(),
                    ratio.value(),
                    ratio.lowest(),
                    ratio.highest()));
        }
    }
}
