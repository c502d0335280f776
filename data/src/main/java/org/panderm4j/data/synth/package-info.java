/**
 * The demo world: patients who do not exist, with skin lesions that are drawn.
 *
 * <p>In: a seed, a number of lesions, rates. Out: lesions with attributes, patients and splits; a clinical and a dermoscopic
 * picture and captions of each; tables; a folder with all of it. The same bits from the same options, everywhere. None of
 * its business: models, training, and medicine: the pictures follow textbook descriptions and have no clinical meaning.
 */
package org.panderm4j.data.synth;
