/**
 * Which pairs a training step takes, and which rows train and which test.
 *
 * <p>In: how many pairs there are, of which sources or classes, how large a batch or a part is, and random streams. Out: the numbers of
 * the pairs of any batch, as a pure function of its own number: a run that goes on at batch s asks for batch s, and nothing before it is
 * replayed; the rows of the parts of a split. None of its business: what a pair is, how often a step is taken.
 */
package org.panderm4j.data.sampling;
