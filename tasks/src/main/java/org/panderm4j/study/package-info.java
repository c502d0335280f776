/**
 * A concept study on one page: the dictionary, what its features are called, their pictures, the classifier over them, and what happened
 * when some were silenced.
 *
 * <p>In: the folders that {@code sae train}, {@code concepts name}, {@code concepts top}, {@code cbm train} and {@code cbm intervene} have
 * left. Out: a run folder with the page. None of its business: computing any of it anew.
 */
package org.panderm4j.study;
