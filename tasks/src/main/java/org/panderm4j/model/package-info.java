/**
 * The library's front door: a model that embeds pictures and texts and scores labels.
 *
 * <p>In: pictures, texts, labels. Out: embeddings and probabilities. None of its business: the command line, run folders,
 * reports. The commands are one caller of it, other Java programs are others.
 */
package org.panderm4j.model;
