/**
 * Whole fits of a logistic regression by this project, Tribuo and scikit-learn, on the same made-up features.
 *
 * <p>In: sizes and limits. Out: a table of seconds and reached objectives. None of its business: towers, what is shipped.
 */
package org.panderm4j.peers.probe;
