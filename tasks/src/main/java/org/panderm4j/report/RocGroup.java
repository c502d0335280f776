package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.ThresholdCurve;

/**
 * Curves of one classifier on one or many sets of test rows.
 *
 * @param name of the classifier
 * @param curves at least one
 * @param area in words, such as "0.912 (mean of 50)"
 */
public record RocGroup(String name, List<ThresholdCurve> curves, String area) {}
