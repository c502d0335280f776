package org.panderm4j.finetune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.Failure;

/**
 * How a fine-tuning ended.
 *
 * @param training steps, reason, best evaluation
 * @param epoch that the parameters are of, from 1
 * @param validation figures of these parameters; empty where nothing was measured
 * @param test scores of the test cases; empty where there are none, or the run was interrupted
 * @param failures inputs that were skipped
 */
public record FinetuneResult(
        TrainingResult training,
        int epoch,
        Map<String, Double> validation,
        Optional<TestScores> test,
        List<Failure> failures) {
    /** Whether it was interrupted: there is no model yet, and the run can go on. */
    public boolean interrupted() {
        return training.end() == TrainingResult.End.STOPPED;
    }
}
