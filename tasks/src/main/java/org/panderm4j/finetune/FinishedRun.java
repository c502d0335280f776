package org.panderm4j.finetune;

import java.util.Optional;
import java.util.Set;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.run.RunPlan;

/**
 * A training or a test at its end, for whoever writes about it.
 *
 * @param plan command and options
 * @param table all cases
 * @param model what was made or tested
 * @param missing what took the place of pictures that test cases have not
 * @param bootstrap of intervals
 * @param training how the model was trained; empty where it was tested alone
 * @param result how it went
 */
public record FinishedRun(
        RunPlan plan,
        CaseTable table,
        FineTuned model,
        MissingRule missing,
        Bootstrap bootstrap,
        Optional<FinetuneOptions> training,
        FinetuneResult result) {
    /** Views that the model sees. */
    Set<View> views() {
        return View.of(model.design());
    }
}
