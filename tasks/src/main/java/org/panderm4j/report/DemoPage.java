package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;

/**
 * Everything on the page of the tour.
 *
 * @param title of the page
 * @param introduction what the reader looks at, a paragraph each
 * @param headlines the figures that stand for the rest
 * @param zeroShot diagnosis of all pictures
 * @param prompts pictures for texts
 * @param ranks of captions and pictures, both ways
 * @param recalls as {@link RetrievalMetrics#summary} gives them
 * @param best pairs, best first
 * @param worst pairs, worst first
 * @param similar nearest pictures of a few
 * @param similarNote how often neighbours agree over all pictures
 * @param next commands to try
 * @param facts about the run
 */
public record DemoPage(
        String title,
        List<String> introduction,
        List<Headline> headlines,
        DataSetSection zeroShot,
        List<PictureRow> prompts,
        RetrievalMetrics ranks,
        List<MetricValue> recalls,
        List<RetrievedPair> best,
        List<RetrievedPair> worst,
        List<PictureRow> similar,
        String similarNote,
        List<Fact> next,
        List<Fact> facts) {}
