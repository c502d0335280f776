package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;

/**
 * A sparse autoencoder that can be trained: the SameDiff graph that defines it, or the fused form of the same. Rows lie one behind
 * the other in direct buffers of native byte order, from their position on; positions are left as they are.
 */
public interface SaeNetwork extends AutoCloseable {
    default SaeDesign design() {
        return parameters().design();
    }

    /** What it works with; changed by nothing here but {@link #constrain}, and closed with the network. */
    SaeParameters parameters();

    /**
     * Forward and back for a batch. Sets the gradients of all parameters, whatever they were; that of the decoder is already freed
     * of its part along each dictionary vector.
     *
     * @param x [rows, n]
     * @param lambda of the L1 penalty; 0 for none
     * @param dead features that the {@linkplain AuxiliaryLoss auxiliary loss} may use, [m]; of TopK designs alone, else empty
     */
    SaeStep gradients(FloatBuffer x, int rows, double lambda, boolean[] dead);

    /**
     * Forward alone, as in use. Either target may be null.
     *
     * @param learned [rows, m]
     * @param reconstructed [rows, n]
     */
    void apply(FloatBuffer x, int rows, FloatBuffer learned, FloatBuffer reconstructed);

    /** Scales each dictionary vector to length 1; lengths under 1e-12 count as that. */
    void constrain();

    @Override
    void close();
}
