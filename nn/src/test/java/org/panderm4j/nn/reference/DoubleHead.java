package org.panderm4j.nn.reference;

import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;

/** One read-out of one sequence. */
final class DoubleHead {
    private final DoubleLayers layers;
    private final Head head;

    DoubleHead(DoubleLayers layers, Head head) {
        this.layers = layers;
        this.head = head;
    }

    /** The tokens as they are pooled. */
    double[][] tokens(double[][] x) {
        return head.tokenNorm() ? layers.norm(x, "head.norm", head.eps()) : x;
    }

    /** One row, the vector before the projection, from the tokens of {@link #tokens}. */
    double[][] pooled(double[][] x, DoubleSequence sequence) {
        double[] mean = new double[x[0].length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (taken(i, sequence)) {
                DoubleLayers.add(new double[][] {mean}, x[i], 0);
                count++;
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= count;
        }
        double[][] row = {mean};
        row = switch (head.pooledNorm()) {
            case NONE -> row;
            case SAME_WEIGHTS -> layers.norm(row, "head.norm", head.eps());
            case OWN_WEIGHTS -> layers.norm(row, "head.pooled_norm", head.eps());
        };
        return head.pooler() ? bertPooler(row) : row;
    }

    private boolean taken(int i, DoubleSequence sequence) {
        return switch (head.pooling()) {
            case CLASS -> i == 0;
            case MEAN_OF_PATCHES -> i >= sequence.leading();
            case MASKED_MEAN -> sequence.real()[i];
            case END -> i == sequence.end();
            case FIRST_OF_TEXT ->
                throw new IllegalArgumentException("neither a picture nor a text has a text behind it");
        };
    }

    private double[][] bertPooler(double[][] row) {
        double[][] y = layers.linear(row, "head.pooler", row[0].length, true);
        for (int k = 0; k < y[0].length; k++) {
            y[0][k] = Math.tanh(y[0][k]);
        }
        return y;
    }

    double[][] projected(double[][] pooled) {
        if (head.projection() instanceof Projection.Linear linear) {
            return layers.linear(pooled, "head.projection", linear.output(), linear.bias());
        }
        if (head.projection() instanceof Projection.Classifier classifier) {
            return layers.linear(pooled, "head.classifier", classifier.classes(), true);
        }
        if (head.projection() instanceof Projection.TwoLayer two) {
            double[][] hidden = layers.linear(pooled, "head.projection.first", two.hidden(), two.firstBias());
            DoubleLayers.activate(hidden, two.activation());
            return layers.linear(hidden, "head.projection.second", two.output(), two.secondBias());
        }
        return pooled;
    }
}
