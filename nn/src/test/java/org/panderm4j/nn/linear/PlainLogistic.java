package org.panderm4j.nn.linear;

/** The objective as its formula stands, in plain loops. */
final class PlainLogistic {
    private static final double STEP = 1e-5;

    private final float[][] features;
    private final int[] labels;
    private final double[] weights;
    private final int classes;
    private final Penalty penalty;
    private final double cost;

    PlainLogistic(float[][] features, int[] labels, double[] weights, int classes, Penalty penalty, double cost) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.classes = classes;
        this.penalty = penalty;
        this.cost = cost;
    }

    double value(double[] point) {
        int width = features[0].length;
        double loss = 0;
        double total = 0;
        for (int i = 0; i < features.length; i++) {
            double[] logits = new double[classes];
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                logits[k] = point[classes * width + k];
                for (int j = 0; j < width; j++) {
                    logits[k] += point[k * width + j] * features[i][j];
                }
                sum += Math.exp(logits[k]);
            }
            loss += weights[i] * (Math.log(sum) - logits[labels[i]]);
            total += weights[i];
        }
        double squares = 0;
        for (int i = 0; i < classes * width; i++) {
            squares += point[i] * point[i];
        }
        return loss / total
                + switch (penalty) {
                    case REFERENCE -> 0.5 / cost * Math.sqrt(squares);
                    case L2 -> squares / (2 * cost * total);
                    case NONE -> 0;
                };
    }

    double slope(double[] point, int component) {
        double[] moved = point.clone();
        moved[component] = point[component] + STEP;
        double above = value(moved);
        moved[component] = point[component] - STEP;
        return (above - value(moved)) / (2 * STEP);
    }
}
