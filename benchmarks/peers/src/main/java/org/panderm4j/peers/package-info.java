/**
 * Our engines beside those of other projects, on the same towers, weights and inputs, on the same machine, in turns.
 *
 * <p>In: a command line. Out: a table and, if asked for, files. None of its business: what is shipped.
 */
package org.panderm4j.peers;
