/**
 * Randomness that can be asked for by name and place.
 *
 * <p>In: the seed of a run, the name of a use, a position (epoch, step, row). Out: a generator that depends on those alone and gives
 * the same bits on every JDK, so that a run that goes on needs to keep nothing but its position. None of its business: what is drawn.
 */
package org.panderm4j.data.random;
