package org.panderm4j.nn.tower;

/** The nonlinearity of a hidden layer. */
public enum Activation {
    /** x Phi(x) by the error function (Hendrycks and Gimpel 2016). */
    GELU,
    /** The same by a hyperbolic tangent; differs in the fourth digit. */
    GELU_TANH,
    /** x sigmoid(1.702 x), of OpenAI's CLIP; differs from GELU in the second digit. */
    QUICK_GELU,
    /** x sigmoid(x) (Elfwing et al. 2018). */
    SILU
}
