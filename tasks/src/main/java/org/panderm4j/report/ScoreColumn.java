package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.MetricValue;

/**
 * The scores of one classifier.
 *
 * @param name such as "SAE features" or "before"
 * @param metrics of two classes
 */
public record ScoreColumn(String name, List<MetricValue> metrics) {}
