/**
 * Concept bottleneck classifiers: a diagnosis through a dictionary's features, what each feature adds to it, and what is left when
 * some are silenced.
 *
 * <p>In: activations of a sparse autoencoder (or raw features beside them), a table with a label of two classes, a dictionary and
 * texts. Out: run folders with weights, scores over splits, explanations, changed activations, pages. None of its business: how
 * activations are made, how texts are embedded, which options a command takes.
 */
package org.panderm4j.cbm;
