package org.panderm4j.report;

import java.util.List;

/**
 * Everything on a training page.
 *
 * @param title such as the command
 * @param headline the few figures a reader looks for first
 * @param charts in the order they are shown, the widest interest first
 * @param measures names of what the evaluations measured
 * @param evaluations in order
 * @param facts about the run
 */
public record TrainingPage(
        String title,
        List<Fact> headline,
        List<CurveChart> charts,
        List<String> measures,
        List<Evaluation> evaluations,
        List<Fact> facts) {
    /**
     * A row of the table of evaluations.
     *
     * @param values one a measure; not finite where it was not measured
     */
    public record Evaluation(long step, List<Double> values) {}

    public TrainingPage {
        for (Evaluation one : evaluations) {
            if (one.values().size() != measures.size()) {
                throw new IllegalArgumentException("step " + one.step() + ": expected a value for each of " + measures
                        + ", found " + one.values().size());
            }
        }
    }
}
