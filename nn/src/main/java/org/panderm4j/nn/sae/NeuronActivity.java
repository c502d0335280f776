package org.panderm4j.nn.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often features are active over the last so many rows. */
public final class NeuronActivity {
    /** Rows, as the reference has them. */
    public static final List<Long> HORIZONS = List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L);

    /** Shares of rows under which a feature is almost dead, as the reference has them. */
    public static final List<Double> THRESHOLDS = List.of(1e-5, 1e-6);

    private static final int BINS = 10;
    private static final double NONE = 0.1;

    private final List<Long> horizons;
    private final List<Double> thresholds;
    private final List<Span> spans = new ArrayList<>();
    private boolean begun;

    /**
     * @param horizons numbers of rows; those below the first batch's are left out
     * @param thresholds shares of rows
     */
    public NeuronActivity(List<Long> horizons, List<Double> thresholds) {
        this.horizons = List.copyOf(horizons);
        this.thresholds = List.copyOf(thresholds);
    }

    /** Counts over some batches. */
    private static final class Span {
        private final long rows;
        private final long batches;
        private final long[] fired;
        private long seen;

        Span(long rows, long batches, int features) {
            this.rows = rows;
            this.batches = batches;
            this.fired = new long[features];
        }
    }

    /**
     * What has been counted when a horizon is reached.
     *
     * @param rows of the horizon: whole batches
     * @param dead features that were never active
     * @param alive the others
     * @param activity of the counts
     * @param logActivity of the logarithms of the counts, each with 0.1 more
     * @param almostDead features that were active in a smaller share of the rows, by that share
     */
    public record Report(
            long rows,
            int dead,
            int alive,
            Histogram activity,
            Histogram logActivity,
            Map<Double, Integer> almostDead) {}

    /**
     * Takes a batch in; all must have as many rows as the first.
     *
     * @param fired rows in which each feature was active, [m]
     * @return of the horizons that are reached, which begin anew
     */
    public List<Report> add(int[] fired, int rows) {
        if (!begun) {
            begun = true;
            horizons.stream()
                    .filter(horizon -> horizon >= rows)
                    .forEach(horizon -> spans.add(new Span(horizon / rows * rows, horizon / rows, fired.length)));
        }
        List<Report> reports = new ArrayList<>();
        for (Span span : spans) {
            for (int j = 0; j < fired.length; j++) {
                span.fired[j] += fired[j];
            }
            if (++span.seen == span.batches) {
                reports.add(report(span));
                span.seen = 0;
                Arrays.fill(span.fired, 0);
            }
        }
        return reports;
    }

    private Report report(Span span) {
        int dead = (int) Arrays.stream(span.fired).filter(count -> count == 0).count();
        float[] logs = new float[span.fired.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = (float) Math.log((float) (span.fired[j] + NONE));
        }
        Map<Double, Integer> almostDead = new LinkedHashMap<>();
        for (double threshold : thresholds) {
            double least = threshold * span.rows;
            almostDead.put(threshold, (int)
                    Arrays.stream(span.fired).filter(count -> count < least).count());
        }
        return new Report(
                span.rows,
                dead,
                span.fired.length - dead,
                Histogram.of(span.fired, BINS),
                Histogram.of(logs, BINS),
                almostDead);
    }
}
