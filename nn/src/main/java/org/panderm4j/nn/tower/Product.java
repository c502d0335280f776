package org.panderm4j.nn.tower;

/**
 * Matrix products of one shape: (rows, inner) by (inner, columns).
 *
 * @param rows of the left matrix and of the result, for one picture or text
 * @param inner length of the sums
 * @param columns of the right matrix and of the result
 * @param count how many there are
 */
public record Product(long rows, long inner, long columns, long count) {
    public Product {
        if (rows <= 0 || inner <= 0 || columns <= 0 || count <= 0) {
            throw new IllegalArgumentException(
                    "expected positive sizes, found " + count + " x " + rows + " x " + inner + " x " + columns);
        }
    }

    /** Floating-point operations of all of them, a multiplication and an addition counted as two. */
    public long flop() {
        return Math.multiplyExact(Math.multiplyExact(2 * rows, inner), Math.multiplyExact(columns, count));
    }

    /** One product over the rows of a whole batch. */
    public Product batched(int size) {
        return new Product(rows * size, inner, columns, 1);
    }
}
