/**
 * Towers in plain double-precision loops, and random towers to try them on.
 *
 * <p>In: a seed, a tower, weights. Out: what the tower should compute. None of its business: speed, ND4J; it shares nothing
 * with the graph but the record that describes the tower and the names of its outputs.
 */
package org.panderm4j.nn.reference;
