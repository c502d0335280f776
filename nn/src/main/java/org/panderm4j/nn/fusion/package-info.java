/**
 * Fusing the features of a clinical photograph, a dermoscopic picture and metadata into one answer, and learning to do so.
 *
 * <p>In: feature vectors of each modality, or networks that make them; labels. Out: logits, losses, gradients by the inputs and the
 * parameters. None of its business: pictures, tables, files, metrics.
 */
package org.panderm4j.nn.fusion;
