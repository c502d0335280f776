package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;

/**
 * Everything on a retrieval page.
 *
 * @param title of the page, such as the model's name
 * @param dataSet name of the table of pairs
 * @param ranks both ways
 * @param metrics as {@link RetrievalMetrics#summary} gives them, and whatever else was measured
 * @param best pairs, best first
 * @param worst pairs, worst first
 * @param skipped inputs without result
 * @param facts about the run
 */
public record RetrievalPage(
        String title,
        String dataSet,
        RetrievalMetrics ranks,
        List<MetricValue> metrics,
        List<RetrievedPair> best,
        List<RetrievedPair> worst,
        List<Skipped> skipped,
        List<Fact> facts) {}
