package org.panderm4j.report;

import org.panderm4j.eval.Calibration;

/**
 * How far confidence can be taken at its word.
 *
 * @param title which probabilities these are
 * @param calibration of them
 * @param note what a reader should know; may be empty
 */
public record Reliability(String title, Calibration calibration, String note) {}
