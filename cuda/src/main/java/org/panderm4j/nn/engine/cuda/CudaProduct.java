package org.panderm4j.nn.engine.cuda;

import java.util.SplittableRandom;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.PackedProduct;

/** One matrix product on a card, of random values: zeros would be multiplied faster than a model's. */
final class CudaProduct implements PackedProduct {
    private static final long SEED = 1;

    private final Session session;
    private final Products.Shape shape;
    private final long left;
    private final long right;
    private final long result;
    private boolean closed;

    private CudaProduct(Session session, Products.Shape shape) {
        this.session = session;
        this.shape = shape;
        left = random(shape.rows() * shape.inner());
        right = random(shape.columns() * shape.inner());
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
                    session, new Products.Shape(rows, inner, columns, format, format, false, arithmetic.tf32()));
            open = true;
            return product;
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    private long random(long count) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return Parameters.upload(session.memory(), shape.factors(), "a matrix", values);
    }

    @Override
    public void run() {
        if (closed) {
            throw new IllegalStateException("this product has been closed");
        }
        session.enter();
        session.multiply(shape, left, right, 0, result);
        session.finish();
    }

    @Override
    public void close() {
        closed = true;
        session.close();
    }
}
