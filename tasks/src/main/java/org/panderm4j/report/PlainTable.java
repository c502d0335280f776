package org.panderm4j.report;

import java.util.List;

/**
 * A table of texts.
 *
 * @param title above it
 * @param note one sentence; may be empty
 * @param header names of the columns
 * @param numbers from which column on cells are figures
 * @param rows of as many cells as the header
 */
public record PlainTable(String title, String note, List<String> header, int numbers, List<List<String>> rows) {}
