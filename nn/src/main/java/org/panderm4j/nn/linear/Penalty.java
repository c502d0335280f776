package org.panderm4j.nn.linear;

/** What keeps the weights of a head small; its bias is never held. */
public enum Penalty {
    /**
     * The length of all weights together, as the reference has it: {@code 0.5 / C * ||W||}. Not squared, so it pulls with the same
     * force however small they are, and where features say little its optimum is W = 0.
     */
    REFERENCE {
        @Override
        double strength(double cost, double rows) {
            return 0.5 / cost;
        }

        @Override
        double add(double strength, double[] point, int weights, double[] gradient) {
            double length = length(point, weights);
            if (length > 0) {
                pull(strength / length, point, weights, gradient);
            }
            return strength * length;
        }
    },
    /** Half the squared length over C and the sum of the rows' weights, as scikit-learn and LIBLINEAR have it. */
    L2 {
        @Override
        double strength(double cost, double rows) {
            return 1 / (cost * rows);
        }

        @Override
        double add(double strength, double[] point, int weights, double[] gradient) {
            double length = length(point, weights);
            pull(strength, point, weights, gradient);
            return strength / 2 * length * length;
        }
    },
    /** None. */
    NONE {
        @Override
        double strength(double cost, double rows) {
            return 0;
        }

        @Override
        double add(double strength, double[] point, int weights, double[] gradient) {
            return 0;
        }
    };

    /**
     * The factor before the penalty.
     *
     * @param cost C, the inverse of the force
     * @param rows sum of the rows' weights
     */
    abstract double strength(double cost, double rows);

    /**
     * Adds the penalty's gradient.
     *
     * @param weights how many of the point's first components are weights
     * @return the penalty
     */
    abstract double add(double strength, double[] point, int weights, double[] gradient);

    private static void pull(double factor, double[] point, int weights, double[] gradient) {
        for (int i = 0; i < weights; i++) {
            gradient[i] += factor * point[i];
        }
    }

    private static double length(double[] point, int weights) {
        double squares = 0;
        for (int i = 0; i < weights; i++) {
            squares += point[i] * point[i];
        }
        return Math.sqrt(squares);
    }
}
