/**
 * How fast this machine runs a model's image tower, and which share of the machine's own peak that is.
 *
 * <p>In: a model for each engine and precision, batch sizes. Out: rows of figures. None of its business: how they are printed, and
 * how a picture becomes pixels.
 */
package org.panderm4j.bench;
