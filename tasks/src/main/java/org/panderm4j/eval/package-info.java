/**
 * Scores of predictions: zero-shot probabilities, classification and retrieval metrics, calibration, subgroups, curves,
 * bootstrap intervals by row or by group.
 *
 * <p>In: features, labels and probabilities on the heap. Out: numbers; a value that the rows at hand do not define is an
 * empty optional, never NaN. None of its business: files, clocks, models, how a number is printed.
 *
 * <p>Symbols: n rows, c classes, p prompts of a class, d length of a feature.
 */
package org.panderm4j.eval;
