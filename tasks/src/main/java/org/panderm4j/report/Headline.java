package org.panderm4j.report;

/**
 * One figure in large print.
 *
 * @param title what it is of
 * @param value as it is read
 * @param note how it is meant, and what guessing would give
 */
public record Headline(String title, String value, String note) {}
