package org.panderm4j.tune;

import java.io.IOException;
import java.util.Map;

/**
 * What runs trials. Several may run at once, each on a thread of its own, so nothing of one trial may be seen by another; and a
 * trial may depend on its configuration alone, not on what ran before, for a search that goes on does not repeat finished trials.
 */
public interface Experiment extends AutoCloseable {
    /** Bytes that a trial holds at its peak, above what all trials share; native memory included. */
    long memory(Configuration configuration);

    /**
     * Runs one trial to its end, or until the watch says that it is not worth it.
     *
     * @return metrics by name, the tuned one among them; NaN for one that is not defined. A trial that was told to stop returns
     *     what it has reached by then.
     * @throws Exception when the trial fails: it becomes a row with the message as its reason, and the search goes on
     */
    Map<String, Double> run(Configuration configuration, TrialWatch watch) throws Exception;

    @Override
    default void close() throws IOException {}
}
