package org.panderm4j.cbm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Subgroup;

/** Rows by the value of a column. */
final class Groups {
    private Groups() {}

    /** A group and its rows. */
    record Rows(String value, int[] rows) {}

    /** The value of each row, without space around it. */
    static List<String> of(Table table, String column) throws IOException {
        return table.values(column).stream()
                .map(String::strip)
                .map(value -> value.isEmpty() ? Subgroup.MISSING : value)
                .toList();
    }

    /** By value, ascending. */
    static List<Rows> rows(List<String> values) {
        TreeMap<String, List<Integer>> members = new TreeMap<>();
        for (int row = 0; row < values.size(); row++) {
            members.computeIfAbsent(values.get(row), value -> new ArrayList<>()).add(row);
        }
        return members.entrySet().stream()
                .map(one -> new Rows(
                        one.getKey(),
                        one.getValue().stream().mapToInt(row -> row).toArray()))
                .toList();
    }

    /** Scores of some of the rows. */
    static BinaryMetrics metrics(BinaryMetrics all, Rows group) {
        return BinaryMetrics.of(all.predictions().select(group.rows()));
    }
}
