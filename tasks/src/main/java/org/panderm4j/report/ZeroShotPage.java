package org.panderm4j.report;

import java.util.List;

/**
 * Everything on a zero-shot page.
 *
 * @param title of the page, such as the model's name
 * @param dataSets in the order they are shown
 * @param facts about the run
 */
public record ZeroShotPage(String title, List<DataSetSection> dataSets, List<Fact> facts) {}
