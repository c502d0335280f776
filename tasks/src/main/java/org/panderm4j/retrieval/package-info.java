/**
 * Image-text retrieval on a table of pairs.
 *
 * <p>In: an open model, pictures with captions. Out: recalls and ranks both ways, a row for each pair, a page. None of its
 * business: the network, the command line.
 */
package org.panderm4j.retrieval;
