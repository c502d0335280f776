package org.panderm4j.peers.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

/**
 * How far one contestant's features are from a reference's, on the same weights and inputs. In training, the losses of the first
 * steps stand for features, and steps for inputs.
 *
 * @param error largest difference of two values, as a share of the reference's largest
 * @param cosine smallest of the inputs'
 * @param contrast smallest of the reference's differences between two inputs, in the unit of {@code error}: features that hardly
 *     depend on their input would agree whatever is computed
 */
public record Agreement(
        Model model, Contestant contestant, Contestant reference, double error, double cosine, double contrast) {
    private static final double F32_ERROR = 1e-3;
    private static final double BF16_ERROR = 0.2;
    private static final double F32_COSINE = 0.999;
    private static final double BF16_COSINE = 0.99;
    /** The error is at most this share of the contrast. */
    private static final double SHARE_OF_CONTRAST = 0.5;

    /** All against a reference: one of ours in f32 if there is one, else anybody in f32, else the first. */
    public static List<Agreement> among(Model model, Map<Contestant, float[][]> features) {
        List<Agreement> agreements = new ArrayList<>();
        features.keySet().stream()
                .min(Comparator.comparing((Contestant any) -> any.precision() != Precision.F32)
                        .thenComparing(any -> !any.ours()))
                .ifPresent(reference -> features.forEach((contestant, found) -> {
                    if (contestant != reference) {
                        agreements.add(of(model, contestant, reference, found, features.get(reference)));
                    }
                }));
        return agreements;
    }

    private static Agreement of(
            Model model, Contestant contestant, Contestant reference, float[][] found, float[][] expected) {
        double largest = 0;
        double error = 0;
        double cosine = 1;
        double contrast = Double.POSITIVE_INFINITY;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, difference(expected[i], new float[expected[i].length]));
            error = Math.max(error, difference(expected[i], found[i]));
            cosine = Math.min(cosine, cosine(expected[i], found[i]));
            for (int k = 0; k < i; k++) {
                contrast = Math.min(contrast, difference(expected[i], expected[k]));
            }
        }
        return new Agreement(model, contestant, reference, error / largest, cosine, contrast / largest);
    }

    /** Whether both compute the same function, as far as the precision lets one see. A NaN is no agreement. */
    public boolean holds() {
        boolean f32 = contestant.precision() == Precision.F32;
        return error <= (f32 ? F32_ERROR : BF16_ERROR)
                && error <= SHARE_OF_CONTRAST * contrast
                && cosine >= (f32 ? F32_COSINE : BF16_COSINE);
    }

    /** One line for people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: %s %s with %s: max relative error %.1e, cosine %.6f (two %s differ by %.1e)",
                model.id(),
                contestant.id(),
                holds() ? "agrees" : "DISAGREES",
                reference.id(),
                error,
                cosine,
                model.trains() ? "steps" : "inputs",
                contrast);
    }

    /** Largest absolute difference; NaN where there is one. */
    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
