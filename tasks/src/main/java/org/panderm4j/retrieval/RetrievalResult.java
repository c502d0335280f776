package org.panderm4j.retrieval;

import java.util.List;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.run.Failure;

/**
 * A scored table of pairs.
 *
 * @param rows pairs that were scored, in the table's order
 * @param ranks of each pair, both ways
 * @param summary recalls, ranks and the contrastive loss by name
 * @param failures pairs whose picture was skipped
 */
public record RetrievalResult(
        List<RetrievalTable.Row> rows, RetrievalMetrics ranks, List<MetricValue> summary, List<Failure> failures) {}
