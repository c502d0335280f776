package org.panderm4j.probe;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.linear.LinearHead;

/**
 * A fitted head with all that it takes to use it.
 *
 * @param linear weights and biases for features as they come
 * @param unit whether a row is divided by its length first
 * @param classes names, in class order
 * @param temperature that makes its probabilities honest, fitted on the validation rows if there were any
 * @param origin of the features it was fitted on
 */
public record ProbeHead(
        LinearHead linear,
        boolean unit,
        List<String> classes,
        OptionalDouble temperature,
        FeatureSource.Origin origin) {
    public ProbeHead {
        classes = List.copyOf(classes);
    }

    /** Logits of features as they come, [n][classes]. */
    public double[][] logits(float[][] features) {
        return IntStream.range(0, features.length)
                .parallel()
                .mapToObj(i -> linear.logits(unit ? Vectors.unit(features[i]) : features[i]))
                .toArray(double[][]::new);
    }

    /** Softmax of logits over a temperature; 1 for the probabilities of the fit, [n][classes]. */
    static double[][] probabilities(double[][] logits, double temperature) {
        double[][] probabilities = new double[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = LinearHead.softmax(logits[i], temperature);
        }
        return probabilities;
    }
}
