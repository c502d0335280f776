/**
 * What was measured, as values, and what is written of it.
 *
 * <p>In: times and features. Out: medians, ratios, a table, JSON. None of its business: processes and clocks.
 */
package org.panderm4j.peers.report;
