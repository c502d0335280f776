package org.panderm4j.peers.run;

import java.util.List;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

/**
 * What is to be compared.
 *
 * @param models one after the other
 * @param imageBatches batch sizes of pictures
 * @param textBatch batch size of texts
 * @param trainBatch batch size of pictures to train on
 * @param contestants who takes part
 * @param rounds turns that each of them gets
 * @param turnSeconds how long a turn should last at least, as far as whole repetitions allow
 * @param threads of each engine
 * @param layers blocks of each model; 0 for all
 */
public record Settings(
        List<Model> models,
        List<Integer> imageBatches,
        int textBatch,
        int trainBatch,
        List<Contestant> contestants,
        int rounds,
        double turnSeconds,
        int threads,
        int layers) {
    public Settings {
        models = List.copyOf(models);
        imageBatches = List.copyOf(imageBatches);
        contestants = List.copyOf(contestants);
        requirePositive("--rounds", rounds);
        requirePositive("--threads", threads);
        requirePositive("--text-batch", textBatch);
        requirePositive("--train-batch", trainBatch);
        imageBatches.forEach(size -> requirePositive("--batch-sizes", size));
        if (!(turnSeconds > 0)) {
            throw new IllegalArgumentException("expected positive --turn-seconds, found " + turnSeconds);
        }
    }

    private static void requirePositive(String option, int found) {
        if (found < 1) {
            throw new IllegalArgumentException("expected " + option + " of at least 1, found " + found);
        }
    }

    /** Batch sizes for one model. */
    public List<Integer> batches(Model model) {
        if (model.trains()) {
            return List.of(trainBatch);
        }
        return model == Model.TEXT ? List.of(textBatch) : imageBatches;
    }

    /** Who takes part on one model: those that train where it is trained, else those that run forward. */
    public List<Contestant> contestants(Model model) {
        return contestants.stream()
                .filter(contestant -> contestant.trains() == model.trains())
                .toList();
    }
}
