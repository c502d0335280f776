/**
 * Linear probing: how much a frozen model's features tell of a diagnosis.
 *
 * <p>In: a table with classes and splits, features from a model, an embed folder or the table's own columns. Out: fitted heads, metrics
 * over shares of the training data, predictions of new pictures. None of its business: how a solver steps, the command line.
 */
package org.panderm4j.probe;
