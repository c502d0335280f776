package org.panderm4j.report;

import java.util.List;

/**
 * Everything on the page of an explained classifier.
 *
 * @param title such as the folder of the classifier
 * @param lead in a sentence or two
 * @param notes what a reader must know before the charts
 * @param charts of the classifier as a whole
 * @param tables beside them
 * @param rows explained one by one
 * @param facts about the classifier
 */
public record ExplanationPage(
        String title,
        String lead,
        List<String> notes,
        List<WeightChart> charts,
        List<PlainTable> tables,
        List<WeightChart> rows,
        List<Fact> facts) {}
