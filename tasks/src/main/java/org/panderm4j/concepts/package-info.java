/**
 * What a dictionary's features mean and matter: how near they are to texts, which of them a classifier uses, in which rows they are
 * active, and what is left when some of them are silenced.
 *
 * <p>In: a dictionary's vectors, embeddings of texts, activations, weights of a classifier. Out: matches, rankings, changed
 * activations. None of its business: how a dictionary is learned, how a classifier is trained, what a command is called.
 */
package org.panderm4j.concepts;
