package org.panderm4j.nn.engine.cuda;

/**
 * A convolution with its batch norm inside, float32, borders padded by zeros: a product with a row for each place.
 *
 * @param matrix (out, kernel kernel in) with zeros behind
 * @param in channels
 * @param kernel side of a kernel
 * @param stride between its places
 * @param side of the square picture that goes in
 */
record Convolution(Linear matrix, int in, int kernel, int stride, int side) {
    int outputSide() {
        return side / stride;
    }

    int out() {
        return matrix.out();
    }

    /** Whether the rows are the picture as it is. */
    boolean direct() {
        return kernel == 1 && stride == 1;
    }

    /** Values of the result of so many pictures. */
    long values(long b) {
        return b * outputSide() * outputSide() * out();
    }

    /** Values of the rows that are multiplied. */
    long columns(long b) {
        return direct() ? 0 : b * outputSide() * outputSide() * matrix.in();
    }
}
