package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.List;
import org.panderm4j.nn.train.Parameter;

/**
 * A sparse autoencoder that can be trained: the SameDiff graph that defines it, or the fused form of the same. Rows lie one behind
 * the other in direct buffers of native byte order, from their position on; positions are left as they are.
 */
public interface SaeNetwork extends AutoCloseable {
    SaeDesign design();

    /** {@link SaeWeights#names()} in that order, with the reference's shapes: (1, n), (1, m, n), (1, m), (1, n, m). */
    List<Parameter> parameters();

    /**
     * Forward and back for a batch. Sets the gradients of all parameters; that of the decoder is already freed of its part along
     * each dictionary vector.
     *
     * @param x [rows, n]
     * @param lambda of the L1 penalty; 0 for none
     * @param dead features that the auxiliary loss may use, [m]; of TopK designs alone, else empty
     */
    SaeStep gradients(FloatBuffer x, int rows, double lambda, boolean[] dead);

    /** Forward alone, as in use. Either target may be null. */
    void apply(FloatBuffer x, int rows, FloatBuffer learned, FloatBuffer reconstructed);

    /** Scales each dictionary vector to length 1; lengths under 1e-12 count as that. */
    void constrain();

    @Override
    void close();
}
