package org.panderm4j.nn.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.panderm4j.nn.tower.Product;

/**
 * The highest rate at which a machine was seen to multiply matrices of a model's own shapes: what the model's rate is a share of.
 *
 * @param product the fastest shape, with the rows of the whole batch
 * @param rate floating-point operations a second; a multiplication and an addition are two
 */
public record MatrixPeak(Product product, double rate) {
    /** Slices that the time of a measurement is cut into; the median over them is the rate. */
    private static final int SLICES = 20;
    /** Fewest of them, where a single product takes long. */
    private static final int FEWEST = 5;

    /**
     * Runs every shape for a short time, then the fastest one for long, each alone and with its weights packed. A short time alone
     * would not do: processors begin faster than they go on.
     *
     * @param products of the engine that is measured with
     * @param shapes for one picture or text, e.g. {@link org.panderm4j.nn.tower.Work#linear}; at least one
     * @param batch pictures or texts in one pass
     * @param atLeast time of the long run
     */
    public static MatrixPeak measure(PackedProducts products, Collection<Product> shapes, int batch, Duration atLeast) {
        return measure(products, shapes, batch, atLeast, System::nanoTime);
    }

    static MatrixPeak measure(
            PackedProducts products, Collection<Product> shapes, int batch, Duration atLeast, LongSupplier clock) {
        List<Product> distinct =
                shapes.stream().map(one -> one.batched(batch)).distinct().toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("expected at least one matrix product");
        }
        Duration slice = atLeast.dividedBy(SLICES);
        MatrixPeak best = null;
        for (Product product : distinct) {
            MatrixPeak found = sustained(products, product, slice, slice.multipliedBy(FEWEST), clock);
            best = best == null || found.rate() > best.rate() ? found : best;
        }
        return sustained(products, best.product(), slice, atLeast, clock);
    }

    private static MatrixPeak sustained(
            PackedProducts products, Product product, Duration slice, Duration atLeast, LongSupplier clock) {
        try (PackedProduct ready = products.open(product.rows(), product.inner(), product.columns())) {
            Timing timing = new Timing(ready::run, clock);
            timing.warmUp(slice);
            do {
                timing.sample(slice);
            } while (timing.samples() < FEWEST || timing.total().compareTo(atLeast) < 0);
            return new MatrixPeak(product, product.flop() / timing.median());
        }
    }
}
