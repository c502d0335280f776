package org.panderm4j.zeroshot;

import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.table.ZeroShotTable;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.run.Failure;

/**
 * A scored data set.
 *
 * @param dataSet what was scored
 * @param rows of the table that were scored, in its order
 * @param metrics of these rows
 * @param summary the metrics by name, with intervals
 * @param failures the rows that were skipped
 */
public record DataSetResult(
        DataSet dataSet,
        List<ZeroShotTable.Row> rows,
        ClassificationMetrics metrics,
        List<MetricValue> summary,
        List<Failure> failures) {

    Path picture(int row) {
        return rows.get(row).path();
    }
}
