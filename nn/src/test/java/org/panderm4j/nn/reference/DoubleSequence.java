package org.panderm4j.nn.reference;

/**
 * The tokens that a stem makes of one picture or text, and what blocks and heads must know of them.
 *
 * @param tokens n vectors of d values
 * @param real which tokens are not padding
 * @param end index of the token at which a text ends; -1 where texts have no such token
 * @param leading tokens in front of a picture's patches
 * @param rows of a picture's grid of patches
 * @param columns of the grid
 * @param base of the rotary positions; 0 where there are none
 */
record DoubleSequence(double[][] tokens, boolean[] real, int end, int leading, int rows, int columns, double base) {
    /** Query or key {@code v} of the token at {@code index}, turned where the token is a patch. */
    double[] rotated(double[] v, int index) {
        if (index < leading) {
            return v;
        }
        int row = (index - leading) / columns;
        int column = (index - leading) % columns;
        double y = (2.0 * row + 1) / rows - 1;
        double x = (2.0 * column + 1) / columns - 1;
        int quarter = v.length / 4;
        double[] turned = new double[v.length];
        for (int k = 0; k < quarter; k++) {
            double wave = 2 * Math.PI / Math.pow(base, (double) k / quarter);
            turn(v, turned, k, wave * y);
            turn(v, turned, quarter + k, wave * x);
        }
        return turned;
    }

    /** Turns the pair of value {@code k} and its partner in the second half. */
    private static void turn(double[] v, double[] turned, int k, double angle) {
        int partner = k + v.length / 2;
        turned[k] = v[k] * Math.cos(angle) - v[partner] * Math.sin(angle);
        turned[partner] = v[partner] * Math.cos(angle) + v[k] * Math.sin(angle);
    }
}
