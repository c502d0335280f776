/**
 * Cases: a clinical photograph, a dermoscopic picture and what is known of the patient, with a class.
 *
 * <p>In: the files of Derm7pt, MILK-11 and PAD-UFES-20, or of a reader's own by a description. Out: cases with labels, splits,
 * metadata as a sentence or as a vector. None of its business: decoding pictures, tokens, networks.
 */
package org.panderm4j.data.multimodal;
