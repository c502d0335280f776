package org.panderm4j.report;

import java.util.List;

/**
 * Everything on a page about the concepts of a dictionary.
 *
 * @param kind of page, such as "Concept names"
 * @param title such as the dictionary's file
 * @param lead what was done, in a sentence
 * @param notes what a reader must know before the figures
 * @param sections in order
 * @param facts about the run
 * @param commands to go on with, each with what it does
 */
public record ConceptPage(
        String kind,
        String title,
        String lead,
        List<String> notes,
        List<Section> sections,
        List<Fact> facts,
        List<Fact> commands) {
    /**
     * What answers one question.
     *
     * @param title the question in a few words
     * @param note one or two sentences; may be empty
     * @param headlines in large print
     * @param charts signed values
     * @param tables of texts
     * @param pictures in rows
     */
    public record Section(
            String title,
            String note,
            List<Headline> headlines,
            List<WeightChart> charts,
            List<PlainTable> tables,
            List<PictureRow> pictures) {}
}
