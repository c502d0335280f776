package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.PackedProduct;

/**
 * One matrix product on a card, of random values: zeros would be multiplied faster than a model's. It is cut as batches are, and its
 * parts are of the same values, so that a large one needs no more memory, here and there, than a part of a batch.
 */
final class CudaProduct implements PackedProduct {
    private static final long SEED = 1;

    private final Session session;
    private final List<Products.Shape> parts;
    private final long left;
    private final long right;
    private final long result;
    private boolean closed;

    private CudaProduct(Session session, List<Products.Shape> parts) {
        this.session = session;
        this.parts = parts;
        Products.Shape shape = parts.get(0);
        left = random(shape.rows() * shape.inner(), shape.factors());
        right = random(shape.columns() * shape.inner(), shape.factors());
        result = session.memory().take(shape.rows() * shape.columns() * shape.sum().bytes, "a product");
    }

    /** See {@link org.panderm4j.nn.engine.PackedProducts#open}. */
    static PackedProduct open(long rows, long inner, long columns, Precision precision, Device device) {
        Arithmetic arithmetic = Arithmetic.of(precision);
        Session session = Session.open(device);
        boolean open = false;
        try {
            Element format = arithmetic.format();
            CudaProduct product = new CudaProduct(
                    session,
                    parts(rows).stream()
                            .map(some ->
                                    new Products.Shape(some, inner, columns, format, format, false, arithmetic.tf32()))
                            .toList());
            open = true;
            return product;
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    /** Rows of each part; the first has the most. */
    static List<Long> parts(long rows) {
        List<Long> parts = new ArrayList<>();
        for (long from = 0; from < rows; from += PartLimit.USUAL) {
            parts.add(Math.min(PartLimit.USUAL, rows - from));
        }
        return parts;
    }

    private long random(long count, Element format) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return Parameters.upload(session.memory(), format, "a matrix", values);
    }

    @Override
    public void run() {
        if (closed) {
            throw new IllegalStateException("this product has been closed");
        }
        session.enter();
        parts.forEach(part -> session.multiply(part, left, right, 0, result));
        session.finish();
    }

    @Override
    public void close() {
        closed = true;
        session.close();
    }
}
