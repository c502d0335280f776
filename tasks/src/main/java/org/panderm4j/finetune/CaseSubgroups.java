package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.Subgroup;
import org.panderm4j.report.SubgroupTable;

/**
 * Scored cases by what is known of their patients: fields of a few words as they are, numbers in three ranges.
 *
 * @param cases in the order of the predictions
 * @param bootstrap of intervals; patients are drawn as a whole
 */
record CaseSubgroups(List<Case> cases, Bootstrap bootstrap) {
    private static final int MOST_VALUES = 12;
    private static final int MOST_FIELDS = 6;
    /** Fields that a reader asks for first. */
    private static final List<String> FIRST =
            List.of("sex", "gender", "age", "site", "location", "region", "skin_tone", "fitspatrick");

    List<SubgroupTable> of(Predictions predictions) {
        Bootstrap byPatient = bootstrap.byGroup(cases.stream().map(Case::group).toList());
        List<SubgroupTable> tables = new ArrayList<>();
        for (String field : fields()) {
            List<String> values = values(field);
            long different =
                    values.stream().filter(value -> !value.isEmpty()).distinct().count();
            if (different >= 2 && different <= MOST_VALUES && tables.size() < MOST_FIELDS) {
                tables.add(
                        new SubgroupTable(field.replace('_', ' '), Subgroup.byValue(predictions, values, byPatient)));
            }
        }
        return tables;
    }

    private List<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        cases.forEach(one -> fields.addAll(one.metadata().keySet()));
        return fields.stream()
                .sorted(Comparator.comparingInt(name -> FIRST.contains(name) ? FIRST.indexOf(name) : FIRST.size()))
                .toList();
    }

    /** One a case; empty where it is not known. */
    private List<String> values(String field) {
        List<String> values = cases.stream()
                .map(one -> one.metadata().getOrDefault(field, "").strip())
                .toList();
        Set<String> known = new LinkedHashSet<>(values);
        known.remove("");
        return known.size() > MOST_VALUES && known.stream().allMatch(CaseSubgroups::isNumber) ? ranges(values) : values;
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Thirds of the known values; letters keep them in order. */
    private static List<String> ranges(List<String> values) {
        double[] known = values.stream()
                .filter(value -> !value.isEmpty())
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        double first = known[known.length / 3];
        double second = known[2 * known.length / 3];
        return values.stream()
                .map(value -> value.isEmpty() ? "" : range(Double.parseDouble(value), first, second))
                .toList();
    }

    private static String range(double value, double first, double second) {
        if (value < first) {
            return "1: below " + number(first);
        }
        return value < second
                ? "2: " + number(first) + " to below " + number(second)
                : "3: " + number(second) + " and more";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
