package org.panderm4j.sae;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.sae.AuxiliaryLoss;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.sae.Sparsity;

/**
 * How a sparse autoencoder is trained.
 *
 * @param expansion features for each value of a row
 * @param sparsity of the activations
 * @param auxiliary what revives dead features of designs with a fixed number of active ones
 * @param training batches, epochs, penalty, resampling
 * @param rate learning rate of Adam, the same in every step
 * @param engine by its own name, not {@code auto}
 * @param threads of the engine; 0 for all processors
 * @param workers threads of the optimiser
 * @param seed of the start, the order of the rows, resampling
 */
public record SaeTrainingOptions(
        int expansion,
        Sparsity sparsity,
        AuxiliaryLoss auxiliary,
        SaeTraining training,
        double rate,
        String engine,
        int threads,
        int workers,
        long seed) {
    /**
     * The design for rows of a width.
     *
     * @throws IllegalArgumentException in one line when it asks for more active features than there are, or is too large
     */
    public SaeDesign design(int width) {
        long features = (long) width * expansion;
        if (features * width > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("expected at most " + Integer.MAX_VALUE / Float.BYTES
                    + " values in a weight, found " + features * width + " by an expansion of " + expansion
                    + " of rows of "
                    + width + " values; use a smaller --expansion");
        }
        return new SaeDesign(width, (int) features, sparsity, auxiliary);
    }

    /** What a file of the result tells. */
    Map<String, String> told(int rows) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("expansion", Integer.toString(expansion));
        told.put(SaeFile.LAMBDA, Double.toString(training.lambda()));
        told.put("lr", Double.toString(rate));
        told.put("batch_size", Integer.toString(training.batch()));
        told.put("epochs", Integer.toString(training.epochs()));
        told.put("seed", Long.toString(seed));
        told.put(SaeFile.ROWS, Integer.toString(rows));
        if (!(sparsity instanceof Sparsity.L1)) {
            told.put("aux_k", Integer.toString(auxiliary.features()));
            told.put("aux_weight", Double.toString(auxiliary.weight()));
        }
        Optional<SaeTraining.Resampling> resampling = training.resampling();
        resampling.ifPresent(one -> told.put("resample_every", Integer.toString(one.every())));
        return told;
    }
}
