/**
 * Words that a dictionary's features may be named by.
 *
 * <p>In: the list that comes with the program, or a user's file. Out: terms, each with the kind of thing it names. None of its business:
 * what a text embedding is, which feature a term fits.
 */
package org.panderm4j.data.concept;
