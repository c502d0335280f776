/**
 * Training steps of a sparse autoencoder by this project and by libtorch, in turns.
 *
 * <p>In: a state of training, a batch. Out: a table of seconds, and whether the losses agree. None of its business: data, how training
 * goes on.
 */
package org.panderm4j.peers.sae;
