package org.panderm4j.report;

import java.util.List;

/**
 * Pictures under one heading.
 *
 * @param title such as "Most confident"
 * @param note one sentence on how they were chosen; may be empty
 */
public record Gallery(String title, String note, List<Example> examples) {}
