package org.panderm4j.nn.train;

import java.util.Map;
import org.panderm4j.nn.tower.Weights;

/**
 * A state of a run that was kept, wherever it lies: tensors are asked for one at a time, parameters under their own names and
 * the optimiser's under a prefix, so that going on takes no memory beside the run's own.
 */
public interface SavedState extends Weights {
    /** Steps of the optimiser that were done. */
    long step();

    /** Numbers by name, as {@link Snapshot#numbers()}. */
    Map<String, Double> numbers();
}
