/**
 * Pictures with a caption each, as contrastive training takes them.
 *
 * <p>In: a table of pictures and captions; other packages offer other places. Out: a numbered source of pairs, any of which can be
 * had at any time, and which of its sources each pair is of. None of its business: in which order pairs are taken, what is done to a
 * picture, how a caption is cut into tokens.
 */
package org.panderm4j.data.pair;
