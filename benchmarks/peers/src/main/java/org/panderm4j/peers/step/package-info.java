/**
 * Training steps of one network here and in libtorch, timed in turns, a process each.
 *
 * <p>In: a class with a main method that makes the network. Out: losses, which must agree, and seconds. None of its business: what
 * the network is.
 */
package org.panderm4j.peers.step;
