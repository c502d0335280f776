package org.panderm4j.nn.train.optimizer;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;

/** Changes parameters by their gradients. */
public interface Optimizer extends AutoCloseable {
    /** Before the names of all that it remembers. */
    String PREFIX = "optimizer.";

    /** What it changes; no parameter is in two groups. */
    List<ParameterGroup> groups();

    /**
     * One update of all parameters from the gradients that they hold, which are left as they are.
     *
     * @param rate learning rate, before the groups' factors
     */
    void step(double rate);

    /** Updates done. */
    long steps();

    /**
     * What it remembers of earlier gradients, by {@code optimizer.KIND.PARAMETER}. Live views from position 0 to the limit:
     * writing to one changes what the next update starts from. Valid until closed.
     */
    Map<String, Snapshot.Values> state();

    /**
     * Goes on from an earlier state, copied straight to where it is used.
     *
     * @param steps updates done by then
     * @param state by the names of {@link #state()}; further names are not looked at
     * @throws IllegalArgumentException when a tensor is missing or of another shape; then nothing is changed
     */
    void restore(long steps, Weights state);

    @Override
    void close();
}
