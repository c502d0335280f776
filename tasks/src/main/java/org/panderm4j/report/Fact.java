package org.panderm4j.report;

/** One line of the run's facts: model, seed, engine, date, a version. */
public record Fact(String name, String value) {}
