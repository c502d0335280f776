/**
 * The contest: one process an engine, one of them computing at a time.
 *
 * <p>In: settings. Out: times and features as {@link org.panderm4j.peers.report} takes them. None of its business: tables, what
 * an engine does with a batch.
 */
package org.panderm4j.peers.run;
