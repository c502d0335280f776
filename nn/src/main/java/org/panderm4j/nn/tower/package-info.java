/**
 * What a network is: a stem, a stack of encoder blocks, heads; and the weights it asks for.
 *
 * <p>In: sizes and switches, checked on construction. Out: immutable records, and {@link Weights} by our own names. None of
 * its business: how a block multiplies, where weights lie on disk, what a foreign checkpoint calls them.
 *
 * <p>Symbols used in shape comments: b batch, n tokens of one sequence, d width, h heads, c = d / h, p patch side, E embedding.
 */
package org.panderm4j.nn.tower;
