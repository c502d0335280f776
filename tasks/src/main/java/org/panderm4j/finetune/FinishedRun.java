package org.panderm4j.finetune;

import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.run.RunPlan;

/**
 * A run at its end, for whoever writes about it.
 *
 * @param plan command and options
 * @param table all cases
 * @param options as they were understood
 * @param model what was made
 * @param result how it went
 */
public record FinishedRun(
        RunPlan plan, CaseTable table, FinetuneOptions options, FineTuned model, FinetuneResult result) {}
