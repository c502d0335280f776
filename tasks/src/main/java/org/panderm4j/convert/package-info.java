/**
 * From any model that can be opened to a folder of our own.
 *
 * <p>In: an open model, an empty place. Out: the folder, whole or not at all, with the record of how it came to be. None of its
 * business: recognising checkpoints, running networks, the console.
 */
package org.panderm4j.convert;
