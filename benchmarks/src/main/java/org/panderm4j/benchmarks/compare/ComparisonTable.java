package org.panderm4j.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison in aligned columns, and what has to be said under it. */
final class ComparisonTable {
    private static final String NONE = "-";

    private ComparisonTable() {}

    /** All lines. */
    static List<String> lines(Comparison comparison, MachineDescription here) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"benchmark", "unit", "baseline", "new", "time ratio", "95 % interval", "p", "verdict"});
        comparison.rows().forEach(row -> rows.add(cells(row)));
        List<String> lines = aligned(rows);
        lines.add(summary(comparison));
        lines.addAll(notes(comparison, here));
        return lines;
    }

    private static String[] cells(Comparison.Row row) {
        Optional<Series> before = row.before().map(Baseline.Entry::series);
        Optional<Judge.Judgement> judgement = row.judgement();
        return new String[] {
            row.key().label(),
            row.after().or(() -> before).map(Series::unit).orElse(NONE),
            before.map(series -> significant(series.median())).orElse(NONE),
            row.after().map(series -> significant(series.median())).orElse(NONE),
            judgement.map(it -> ratio(it.ratio().ratio())).orElse(NONE),
            judgement
                    .map(it ->
                            ratio(it.ratio().low()) + " .. " + ratio(it.ratio().high()))
                    .orElse(NONE),
            judgement.map(it -> String.format(Locale.ROOT, "%.1g", it.p())).orElse(NONE),
            row.verdict().label()
        };
    }

    private static String significant(double median) {
        return String.format(Locale.ROOT, "%.4g", median);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static List<String> aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String summary(Comparison comparison) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> comparison.count(verdict) > 0)
                .map(verdict -> comparison.count(verdict) + " " + verdict.label())
                .collect(Collectors.joining(", "));
    }

    private static List<String> notes(Comparison comparison, MachineDescription here) {
        List<String> notes = new ArrayList<>();
        comparison.rows().stream()
                .filter(row -> row.after().isPresent())
                .flatMap(row -> row.before().stream())
                .map(Baseline.Entry::machine)
                .distinct()
                .filter(machine -> !machine.equals(here))
                .forEach(machine -> notes.add(difference(machine, here)));
        if (comparison.count(Verdict.UNDECIDED) > 0) {
            notes.add("too few samples: a verdict needs " + Judge.FEWEST_SAMPLES + " samples from " + Judge.FEWEST_FORKS
                    + " forks of both runs, and as many more as the noise asks for; measure with -f 5 -i 5");
        }
        return notes;
    }

    private static String difference(MachineDescription before, MachineDescription here) {
        return before.isSameHardware(here)
                ? "changed since the baseline: " + before.softwareChanges(here)
                : "other machine: the baseline is of " + before + "; this is " + here
                        + " (compare all the same by --any-machine)";
    }
}
