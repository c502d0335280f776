package org.panderm4j.pretrain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.nn.train.loop.Watch;
import org.panderm4j.zeroshot.DataSet;

/**
 * What is measured on the way.
 *
 * @param pairs held-out pairs: loss and retrieval
 * @param zeroShot labelled data sets
 * @param templates prompts of their classes
 * @param every steps from one evaluation to the next; empty: an epoch
 * @param watch which metric says what is best; the model is then the best one, not the last
 */
public record EvaluationOptions(
        Optional<RetrievalTable> pairs,
        List<DataSet> zeroShot,
        PromptTemplates templates,
        OptionalLong every,
        Optional<Watch> watch) {

    boolean isEmpty() {
        return pairs.isEmpty() && zeroShot.isEmpty();
    }

    /** Steps between evaluations; 0 for none. */
    long every(int stepsPerEpoch) {
        return isEmpty() ? 0 : every.orElse(stepsPerEpoch);
    }
}
