package org.panderm4j.nn.sae.fused;

import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.panderm4j.nn.engine.onednn.StridedProducts;
import org.panderm4j.nn.sae.AuxiliaryLoss;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeParameters;
import org.panderm4j.nn.sae.SaeStep;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.train.Workers;

/**
 * A sparse autoencoder by oneDNN's products and loops over single activations. Which of them is used follows from the batch alone. The
 * same batch gives the same bits with the same number of threads; with another number, those of oneDNN's products may differ.
 *
 * <p>Beside the parameters it holds, for the largest batch of B rows so far, at most {@code 8 B (m + n) + 12 m n} bytes outside the heap
 * and {@code 4 n (2 B + m)} on it, and lists of at most {@value #FEW} of all activations at 24 bytes, or of those that a design with a
 * fixed number of active features keeps. Calls must not overlap.
 */
public final class FusedSae implements SaeNetwork {
    /** Share of the activations that products would go over up to which lists are faster. */
    static final double FEW = 0.08;

    private final SaeParameters parameters;
    private final SaeDesign design;
    private final StridedProducts products;
    private final Workers workers;
    private final GrowingFloats memory;
    private final Activations activations;
    private final Centring centring;
    private final Dictionary dictionary;
    private final Listing list;
    private final Listing dead;
    private final Counting counting;
    private final SparseBack sparse;
    private final DenseBack dense;
    private final Forward forward;

    private FusedSae(SaeParameters parameters, StridedProducts products, Workers workers) {
        this.parameters = parameters;
        this.design = parameters.design();
        this.products = products;
        this.workers = workers;
        int features = design.features();
        memory = new GrowingFloats(products);
        activations = new Activations(memory, features, workers);
        centring = new Centring(parameters, products, workers);
        dictionary = new Dictionary(parameters, workers);
        list = new Listing(features);
        dead = new Listing(features);
        counting = new Counting(features);
        sparse = new SparseBack(parameters, workers);
        dense = new DenseBack(parameters, products, workers);
        forward = new Forward(parameters, centring, products, workers);
    }

    /**
     * Copies the weights.
     *
     * @param threads for products and for what is computed here; 0 for all processors
     * @throws IllegalStateException when oneDNN cannot run here
     */
    public static FusedSae open(SaeWeights weights, int threads) {
        int number = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        StridedProducts products = StridedProducts.open(number);
        boolean open = false;
        try {
            FusedSae network = new FusedSae(SaeParameters.of(weights), products, new Workers(number));
            open = true;
            return network;
        } finally {
            if (!open) {
                products.close();
            }
        }
    }

    @Override
    public SaeParameters parameters() {
        return parameters;
    }

    @Override
    public SaeStep gradients(FloatBuffer x, int rows, double lambda, boolean[] deadFeatures) {
        centring.set(x, x.position(), rows);
        long address = memory.atLeast((long) rows * design.features());
        centring.encode(rows, address);
        boolean fixed = !(design.sparsity() instanceof Sparsity.L1);
        float slope = (float) (lambda / rows);
        boolean listed = list.set(activations, rows, choices(rows), fixed ? 1 : FEW);
        if (!listed) {
            counting.set(activations, rows);
        }
        int[] fired = listed ? list.fired() : counting.fired();
        double sum = listed ? list.sum() : counting.sum();
        Columns columns = Columns.of(fired);
        if (fixed || (listed && list.size() <= FEW * rows * columns.width())) {
            SparseBack.Terms terms =
                    new SparseBack.Terms(slope, design.auxiliary().weight());
            Listing revived = fixed ? dead(rows, deadFeatures) : null;
            SparseBack.Costs costs = sparse.run(rows, centring.rows(), dictionary.vectors(), list, revived, terms);
            return step(rows, lambda, sum, costs, fired);
        }
        double square = dense.run(rows, centring, activations, address, columns, slope);
        return step(rows, lambda, sum, new SparseBack.Costs(square, 0), fired);
    }

    private SaeStep step(int rows, double lambda, double sum, SparseBack.Costs costs, int... fired) {
        long active = 0;
        for (int count : fired) {
            active += count;
        }
        double l1 = sum / rows;
        float least = design.sparsity() instanceof Sparsity.BatchTopK ? list.least() : 0;
        return new SaeStep(
                l1, lambda * l1, costs.reconstruction(), costs.auxiliary(), (double) active / rows, fired, least);
    }

    private Supplier<Choice> choices(int rows) {
        if (design.sparsity() instanceof Sparsity.TopK top) {
            return () -> new LargestOfRow(top.k());
        }
        if (design.sparsity() instanceof Sparsity.BatchTopK batch) {
            LargestOfBatch largest = LargestOfBatch.of(activations, rows, (long) batch.k() * rows);
            return largest::choice;
        }
        return () -> Choice.above(0);
    }

    /** The list of what may be used of dead features; null where there is none. */
    private Listing dead(int rows, boolean... features) {
        AuxiliaryLoss loss = design.auxiliary();
        boolean any = false;
        for (boolean one : features) {
            any |= one;
        }
        if (!any || loss.weight() == 0) {
            return null;
        }
        dead.set(activations, rows, () -> new LargestOfRow(loss.features(), features), 1);
        return dead;
    }

    @Override
    public void apply(FloatBuffer x, int rows, FloatBuffer learned, FloatBuffer reconstructed) {
        forward.apply(x, rows, learned, reconstructed);
    }

    /** Native memory beside the parameters; as much as the largest batch so far has needed, 0 when closed. */
    public long scratchBytes() {
        return products.bytes();
    }

    @Override
    public void constrain() {
        dictionary.constrain();
    }

    @Override
    public void close() {
        products.close();
        workers.close();
        parameters.close();
    }
}
