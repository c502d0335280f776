package org.panderm4j.report;

/** An input that gave no result, and why. */
public record Skipped(String input, String reason) {}
