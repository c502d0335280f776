package org.panderm4j.nn.tower;

/** Non-linear functions of the networks. */
public enum Activation {
    /** x * (1 + erf(x / sqrt 2)) / 2, the exact form and not the tanh approximation (Hendrycks and Gimpel 2016). */
    GELU
}
