package org.panderm4j.tune;

import java.io.IOException;
import java.util.List;
import org.panderm4j.run.RunFolder;

/** A task whose options can be searched. What it tells of itself needs no data; {@link #open} reads them. */
public interface Tunable {
    /** The command that is tuned, such as {@code linear-probe}. */
    String name();

    /** The options a space may name. */
    List<TunableOption> options();

    /** What a trial measures; the first is tuned for unless another is asked for. */
    List<TunableMetric> metrics();

    /**
     * Reads what all trials share.
     *
     * @param run of the search: what takes long to make, such as features of a model, may be cached in it by way of its
     *     {@code aside} and {@code publish}
     */
    Experiment open(RunFolder run) throws IOException;
}
