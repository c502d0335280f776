/**
 * Parity with reference activations.
 *
 * <p>In: an open model and a folder of reference inputs and arrays. Out: one comparison for each array. None of its business:
 * how the certificate is printed, where the model came from.
 */
package org.panderm4j.verify;
