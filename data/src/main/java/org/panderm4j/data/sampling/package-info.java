/**
 * Which pairs a training step takes.
 *
 * <p>In: how many pairs there are, of which sources, how large a batch is, and random streams. Out: the numbers of the pairs of any batch,
 * as a pure function of its own number: a run that goes on at batch s asks for batch s, and nothing before it is replayed. None of its
 * business: what a pair is, how often a step is taken.
 */
package org.panderm4j.data.sampling;
