package org.panderm4j.pretrain;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.Failure;

/**
 * How a training run ended.
 *
 * @param training steps, reason, best evaluation
 * @param modelStep the step whose parameters the model has
 * @param metrics of these parameters; empty where nothing was measured
 * @param failures inputs that were skipped
 */
public record PretrainResult(
        TrainingResult training, long modelStep, Map<String, Double> metrics, List<Failure> failures) {
    /** Whether it was interrupted: there is no model yet, and the run can go on. */
    public boolean interrupted() {
        return training.end() == TrainingResult.End.STOPPED;
    }
}
