package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Tower;

/**
 * A tower ready to run on one engine. Thread-safe: calls from several threads run one after the other, each with all of the
 * engine's threads. Owns its native memory until {@link #close}.
 */
public interface Encoder extends AutoCloseable {
    /** What is computed. */
    Tower tower();

    /**
     * Runs a batch.
     *
     * @param batch pictures for a tower over patches, texts for a tower over tokens; for a tower over both, pictures with texts, or
     *     pictures alone, which get its prompt
     * @param outputs names of heads, or of intermediate values as listed in {@link
     *     org.panderm4j.nn.graph.TowerGraph}; at least one
     * @return one array for each name, first axis b
     * @throws IllegalArgumentException when the batch does not fit the tower or a name is unknown
     * @throws IllegalStateException after {@link #close}
     */
    Map<String, Tensor> encode(Batch batch, List<String> outputs);

    /** Runs a batch and returns one head's features, [b][E]. */
    default float[][] features(Batch batch, String head) {
        tower().head(head);
        return encode(batch, List.of(head)).get(head).rows();
    }

    @Override
    void close();
}
