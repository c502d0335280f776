/**
 * Training steps of a fusion network over frozen towers by this project and by libtorch, in turns.
 *
 * <p>In: a size, a batch. Out: a table of seconds, and whether the losses agree. None of its business: towers, what is shipped.
 */
package org.panderm4j.peers.fusion;
