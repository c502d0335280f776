package org.panderm4j.finetune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Temperature;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.Failure;

/**
 * How a fine-tuning ended.
 *
 * @param training steps, reason, best evaluation
 * @param epoch that the parameters are of, from 1
 * @param validation figures of these parameters; empty where nothing was measured
 * @param test scores of the test cases; empty where there are none, or the run was interrupted
 * @param temperature that fits the validation cases best; empty where there are none
 * @param used how many cases of each split were used; a test case may still be left out for its pictures
 * @param learned how many values learned
 * @param notes what a reader should know about the cases
 * @param failures inputs that were skipped
 */
public record FinetuneResult(
        TrainingResult training,
        int epoch,
        Map<String, Double> validation,
        Optional<TestScores> test,
        Optional<Temperature> temperature,
        Map<Split, Integer> used,
        Learned learned,
        List<String> notes,
        List<Failure> failures) {
    /**
     * How many values learned.
     *
     * @param fusion of the fusion network
     * @param towers of all towers
     */
    public record Learned(long fusion, long towers) {}

    /** Of a run that can go on. */
    static FinetuneResult interrupted(TrainingResult training, List<Failure> failures) {
        return new FinetuneResult(
                training,
                0,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                new Learned(0, 0),
                List.of(),
                failures);
    }

    /** Of a model that is tested and learns nothing. */
    static FinetuneResult tested(
            int epoch, Split split, TestScores scores, List<String> notes, List<Failure> failures) {
        return new FinetuneResult(
                new TrainingResult(0, TrainingResult.End.COMPLETED, Optional.empty()),
                epoch,
                Map.of(),
                Optional.of(scores),
                Optional.empty(),
                Map.of(split, scores.cases().size() + scores.left()),
                new Learned(0, 0),
                notes,
                failures);
    }

    /** Whether it was interrupted: there is no model yet, and the run can go on. */
    public boolean interrupted() {
        return training.end() == TrainingResult.End.STOPPED;
    }

    /** The temperature, unless it lies at a bound of the search, which tells of too few validation cases, not of the model. */
    Optional<Temperature> usableTemperature() {
        return temperature.filter(found -> !found.isAtBound());
    }
}
