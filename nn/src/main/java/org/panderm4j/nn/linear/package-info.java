/**
 * Linear classifiers on frozen features.
 *
 * <p>In: features, labels, weights of rows. Out: a fitted head and how the fit went; of two classes on sparse features, one that has few
 * weights. None of its business: where features come from, which rows train, what a good score is.
 */
package org.panderm4j.nn.linear;
