package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Subgroup;

/**
 * The test rows by the values of a column.
 *
 * @param column of the table
 * @param groups one a value, all with the same metrics
 */
public record SubgroupTable(String column, List<Subgroup> groups) {
    /** Longer tables are folded. */
    static final int LONGEST = 25;

    List<String> metrics() {
        return groups.stream()
                .limit(1)
                .flatMap(group -> group.metrics().stream())
                .map(MetricValue::name)
                .toList();
    }

    long small() {
        return groups.stream().filter(Subgroup::isSmall).count();
    }

    boolean isLong() {
        return groups.size() > LONGEST;
    }
}
