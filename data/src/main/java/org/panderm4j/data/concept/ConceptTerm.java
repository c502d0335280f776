package org.panderm4j.data.concept;

/**
 * A word or a few that name something to be seen.
 *
 * @param text as it is given to a text tower
 * @param kind of thing, such as {@code colour} or {@code vessels}; empty where the list does not tell
 */
public record ConceptTerm(String text, String kind) {}
