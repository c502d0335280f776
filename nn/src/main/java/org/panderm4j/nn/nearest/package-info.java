/**
 * Classifiers without a fit: the nearest training rows, the nearest class means.
 *
 * <p>In: features and labels of training rows. Out: class probabilities of other rows. None of its business: where features come from.
 */
package org.panderm4j.nn.nearest;
