/**
 * What was found in a checkpoint and what became of it, as data and as Markdown.
 *
 * <p>In: findings of the mapping. Out: one report in which every tensor and every hyper-parameter stands with its source. None
 * of its business: finding them.
 */
package org.panderm4j.weights.report;
