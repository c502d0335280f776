package org.panderm4j.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.panderm4j.run.ProgressReport;

/** How far something is: a bar that redraws itself on a terminal, a line every few seconds elsewhere. */
final class Progress implements ProgressReport.Step {
    private static final long TERMINAL_INTERVAL = Duration.ofMillis(200).toNanos();
    private static final long LINE_INTERVAL = Duration.ofSeconds(5).toNanos();
    private static final int BAR = 30;
    /** A line that is longer than the terminal is wide is cut, so that it can be drawn over. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR_REST = "\u001b[K";

    private final Console console;
    private final boolean quiet;
    /** The launcher knows; from JDK 22 on, System.console() no longer tells. */
    private final boolean terminal = Boolean.getBoolean("panderm.terminal");

    private final String what;
    private final String unit;
    private final long total;
    private final long started = System.nanoTime();
    private long first = -1;
    private long last;
    private boolean drawn;

    /**
     * @param what is being done, e.g. {@code embed}
     * @param unit of the count, e.g. {@code pictures}
     * @param total count at the end; 0 if unknown
     */
    Progress(Console console, boolean quiet, String what, String unit, long total) {
        this.console = console;
        this.quiet = quiet;
        this.what = what;
        this.unit = unit;
        this.total = total;
        this.last = started;
    }

    /** Tells how many are done; shows it if it is time. */
    @Override
    public void reach(long done) {
        reach(done, () -> "");
    }

    @Override
    public void reach(long done, Supplier<String> note) {
        if (first < 0) {
            first = done;
        }
        long now = System.nanoTime();
        boolean due = now - last >= (terminal ? TERMINAL_INTERVAL : LINE_INTERVAL);
        boolean end = done == total && drawn;
        if (!quiet && (due || end)) {
            last = now;
            drawn = true;
            show(done, (now - started) / 1e9, note.get());
        }
    }

    private void show(long done, double seconds, String note) {
        double rate = seconds > 0 ? (done - first) / seconds : 0;
        String left = rate > 0 && total > done ? ", " + duration((total - done) / rate) + " left" : "";
        String more = note.isEmpty() ? "" : ", " + note;
        String text = String.format(
                Locale.ROOT, "%s: %d / %d %s, %.1f a second%s%s", what, done, total, unit, rate, left, more);
        if (!terminal) {
            console.messages().println(text);
            return;
        }
        int filled = total > 0 ? (int) (BAR * done / total) : 0;
        String bar = "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] ";
        console.messages().print("\r" + NO_WRAP + bar + text + CLEAR_REST + WRAP);
        if (done == total) {
            console.messages().println();
        }
        console.messages().flush();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
