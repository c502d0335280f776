/**
 * Texts about drawn lesions.
 *
 * <p>In: a lesion, a view. Out: captions that say what the picture of that view shows, in the wording of a report or of a
 * patient. None of its business: how it is drawn, tokens.
 */
package org.panderm4j.data.synth.caption;
