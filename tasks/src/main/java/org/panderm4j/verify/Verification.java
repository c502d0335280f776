package org.panderm4j.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<Comparison> comparisons =
                compare(model, pixels, reference.tokens(), reference, plain(arrays, reference), tolerance);
        for (Map.Entry<String, Batch.Texts> other : reference.otherTokens().entrySet()) {
            Map<String, String> own = of(other.getKey(), arrays);
            comparisons.addAll(compare(model, pixels, Optional.of(other.getValue()), reference, own, tolerance));
        }
        return comparisons;
    }

    private static List<Comparison> compare(
            DermModel model,
            Optional<Batch.Images> pixels,
            Optional<Batch.Texts> tokens,
            Reference reference,
            Map<String, String> arrays,
            double tolerance)
            throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        if (arrays.isEmpty()) {
            return comparisons;
        }
        Outputs outputs = Outputs.of(model, pixels, tokens, List.copyOf(arrays.values()));
        for (Map.Entry<String, String> array : arrays.entrySet()) {
            Optional<Tensor> ours = outputs.get(array.getValue());
            comparisons.add(compare(array.getKey(), reference.array(array.getKey()), ours, tolerance));
        }
        return comparisons;
    }

    /** The arrays of {@code tokens.npy}, each by its own name. */
    private static Map<String, String> plain(List<String> arrays, Reference reference) throws IOException {
        Map<String, String> plain = new LinkedHashMap<>();
        arrays.forEach(name -> plain.put(name, name));
        for (String other : reference.otherTokens().keySet()) {
            plain.keySet().removeAll(of(other, arrays).keySet());
        }
        return plain;
    }

    /** The arrays of other texts, with the names that they would have if they were of {@code tokens.npy}. */
    private static Map<String, String> of(String texts, List<String> arrays) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : arrays) {
            if (name.startsWith(texts + "__")) {
                names.put(name, name.substring(texts.length() + 2));
            } else if (name.endsWith("_" + texts)) {
                names.put(name, name.substring(0, name.length() - texts.length() - 1));
            }
        }
        return names;
    }

    private static Comparison compare(String name, NpyArray expected, Optional<Tensor> ours, double tolerance) {
        return ours.map(tensor -> Comparison.of(name, expected, tensor, tolerance))
                .orElseGet(() -> Comparison.unknown(
                        name, expected, tolerance, "this model computes no value of that name from these inputs"));
    }
}
