package org.panderm4j.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;

/** Compares a model with every array of a reference folder. */
public final class Verification {
    private Verification() {}

    /**
     * Runs the model on the reference's inputs.
     *
     * @param tolerance largest error allowed, relative to each array's largest value
     * @return one comparison for each array of the reference, in the order of computation
     */
    public static List<Comparison> run(DermModel model, Reference reference, double tolerance) throws IOException {
        return run(model, reference, reference.pixels(), tolerance);
    }

    /** The same on other pictures than those of {@code pixels.npy}, for references that name pictures instead. */
    public static List<Comparison> run(
            DermModel model, Reference reference, Optional<Batch.Images> pixels, double tolerance) throws IOException {
        List<String> arrays = new ArrayList<>(reference.arrays());
        if (arrays.isEmpty()) {
            throw new IOException(reference + ": expected arrays (*.npy) to compare with, found none");
        }
        arrays.sort(new ReferenceOrder(model.description().towers()));
        Outputs outputs = Outputs.of(model, pixels, reference.tokens(), arrays);
        List<Comparison> comparisons = new ArrayList<>();
        for (String name : arrays) {
            comparisons.add(compare(name, reference.array(name), outputs.get(name), tolerance));
        }
        return comparisons;
    }

    private static Comparison compare(String name, NpyArray expected, Optional<Tensor> ours, double tolerance) {
        return ours.map(tensor -> Comparison.of(name, expected, tensor, tolerance))
                .orElseGet(() -> Comparison.unknown(
                        name, expected, tolerance, "this model computes no value of that name from these inputs"));
    }
}
