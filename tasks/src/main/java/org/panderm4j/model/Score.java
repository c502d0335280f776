package org.panderm4j.model;

/**
 * A label and how probable it is among those asked for.
 *
 * @param label as it was asked for
 * @param probability from 0 to 1; over all labels they sum to 1
 */
public record Score(String label, float probability) {}
