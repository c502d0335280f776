package org.panderm4j.probe;

import java.util.List;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.run.Failure;

/**
 * A finished probe.
 *
 * @param table that was probed
 * @param testRows those with features, in file order
 * @param shares results, ascending
 * @param failures rows that were skipped
 * @param notes what a reader should know
 * @param origin of the features
 * @param width of a feature
 */
public record ProbeResult(
        ProbeTable table,
        List<ProbeTable.Row> testRows,
        List<ShareResult> shares,
        List<Failure> failures,
        List<String> notes,
        FeatureSource.Origin origin,
        int width) {
    public ProbeResult {
        testRows = List.copyOf(testRows);
        shares = List.copyOf(shares);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** Of the largest share. */
    public ShareResult last() {
        return shares.get(shares.size() - 1);
    }
}
