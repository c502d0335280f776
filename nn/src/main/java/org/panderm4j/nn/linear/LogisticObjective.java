package org.panderm4j.nn.linear;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.train.Workers;

/**
 * Multinomial logistic regression: the weighted mean cross-entropy of softmax(X W^T + b) and a penalty on W. The point is W row by
 * row, then b. Products run on ND4J; the features belong to the caller.
 */
public final class LogisticObjective implements Objective, AutoCloseable {
    private final FeatureMatrix features;
    private final SoftmaxLoss loss;
    private final Penalty penalty;
    private final double strength;
    private final int classes;
    private final INDArray weight; // [width, classes] in Fortran order: W row by row
    private final INDArray weightGradient; // the same
    private final INDArray logits; // [classes, rows] in Fortran order: row by row
    private final double[] rowLogits; // [rows x classes], the same on the heap

    /**
     * @param labels [n], each from 0 to below {@code classes}
     * @param weights [n], of the rows, none negative, not all 0
     * @param cost C of the penalty, above 0
     * @param workers for all but the products, which have ND4J's threads
     */
    public LogisticObjective(
            FeatureMatrix features,
            int[] labels,
            double[] weights,
            int classes,
            Penalty penalty,
            double cost,
            Workers workers) {
        this.features = features;
        this.classes = classes;
        this.loss = new SoftmaxLoss(classes, labels, weights, workers);
        this.penalty = penalty;
        this.strength = penalty.strength(cost, Arrays.stream(weights).sum());
        this.rowLogits = new double[Math.multiplyExact(features.rows(), classes)];
        this.weight = matrix(features.width(), classes);
        this.weightGradient = matrix(features.width(), classes);
        this.logits = matrix(classes, features.rows());
    }

    private static INDArray matrix(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'f');
    }

    /** The factor before the penalty. */
    public double strength() {
        return strength;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        int weights = features.width() * classes;
        double[] bias = Arrays.copyOfRange(point, weights, point.length);
        double[] biasGradient = new double[classes];
        HostMemory.doubles(weight).put(point, 0, weights);
        Nd4j.gemm(weight, features.values(), logits, true, false, 1, 0); // [classes, n]
        HostMemory.doubles(logits).get(rowLogits, 0, rowLogits.length);
        double value = loss.apply(rowLogits, bias, biasGradient);
        HostMemory.doubles(logits).put(rowLogits, 0, rowLogits.length);
        Nd4j.gemm(features.values(), logits, weightGradient, false, true, 1, 0); // [width, classes]
        HostMemory.doubles(weightGradient).get(gradient, 0, weights);
        System.arraycopy(biasGradient, 0, gradient, weights, classes);
        return value + penalty.add(strength, point, weights, gradient);
    }

    @Override
    public void close() {
        weight.close();
        weightGradient.close();
        logits.close();
    }
}
