package org.panderm4j.nn.engine.cuda;

/**
 * A linear layer on the card.
 *
 * @param weight (out, in) in {@code factors}
 * @param bias (out) in {@code sum}; 0 where there is none
 * @param in values of a row that are multiplied
 * @param out values of a row of the result
 * @param factors format of the weight and of what it is multiplied with
 * @param sum format of the result
 * @param tf32 whether float32 factors may be rounded
 */
record Linear(long weight, long bias, int in, int out, Element factors, Element sum, boolean tf32) {}
