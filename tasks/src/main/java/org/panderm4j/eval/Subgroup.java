package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows with one value of a column, such as sex, site or skin type, and what metrics they give by themselves.
 *
 * @param value of the column, without space around it; {@link #MISSING} where it was blank
 * @param rows n
 * @param isSmall whether n is below {@link #ENOUGH}: to be shown with a warning
 * @param metrics {@code acc}, {@code bacc}, {@code auroc} and {@code ece} of these rows; the area is empty where a class has no
 *     rows among them
 */
public record Subgroup(String value, int rows, boolean isSmall, List<MetricValue> metrics) {
    /** Fewer rows than this give numbers that are mostly chance. */
    public static final int ENOUGH = 30;

    /** Stands for rows without a value. */
    public static final String MISSING = "(missing)";

    private static final Set<String> SHOWN = Set.of("acc", "bacc", "auroc");

    /**
     * One subgroup a value, in the order of the values, blank ones last.
     *
     * @param values [n] of the column, one a row of {@code predictions}
     * @param bootstrap of all rows; its groups, if any, hold within each subgroup
     * @throws IllegalArgumentException when the counts differ
     */
    public static List<Subgroup> byValue(Predictions predictions, List<String> values, Bootstrap bootstrap) {
        if (values.size() != predictions.rows()) {
            throw new IllegalArgumentException(
                    "expected a value for each of " + predictions.rows() + " predictions, found " + values.size());
        }
        TreeMap<String, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < values.size(); row++) {
            rows.computeIfAbsent(values.get(row).strip(), value -> new ArrayList<>())
                    .add(row);
        }
        List<Integer> blank = rows.remove("");
        List<Subgroup> out = new ArrayList<>();
        rows.forEach((value, own) -> out.add(of(value, predictions, own, bootstrap)));
        if (blank != null) {
            out.add(of(MISSING, predictions, blank, bootstrap));
        }
        return out;
    }

    private static Subgroup of(String value, Predictions all, List<Integer> rows, Bootstrap bootstrap) {
        int[] own = rows.stream().mapToInt(Integer::intValue).toArray();
        Predictions predictions = all.select(own);
        Bootstrap within = bootstrap.select(own);
        List<MetricValue> metrics = new ArrayList<>(ProbeMetrics.of(predictions).summary(within, SHOWN));
        metrics.add(Calibration.of(predictions).expectedError(within));
        return new Subgroup(value, own.length, own.length < ENOUGH, List.copyOf(metrics));
    }
}
