package org.panderm4j.weights.fusion;

import com.fasterxml.jackson.databind.JsonNode;

/** Adam with decay added to the gradient (Kingma and Ba 2015), on one value, in double precision. */
record DoubleAdam(double beta1, double beta2, double epsilon, double decay) {
    /** With the settings of a fixture. */
    static DoubleAdam of(JsonNode optimizer) {
        return new DoubleAdam(
                optimizer.get("betas").get(0).doubleValue(),
                optimizer.get("betas").get(1).doubleValue(),
                optimizer.get("eps").doubleValue(),
                optimizer.get("weight_decay").doubleValue());
    }

    /**
     * What becomes of a value.
     *
     * @param gradients of the steps so far
     * @param rates of as many steps, or more
     */
    double end(double start, double[] gradients, double... rates) {
        double value = start;
        double mean = 0;
        double square = 0;
        for (int step = 0; step < gradients.length; step++) {
            double gradient = gradients[step] + decay * value;
            mean = beta1 * mean + (1 - beta1) * gradient;
            square = beta2 * square + (1 - beta2) * gradient * gradient;
            double first = mean / (1 - Math.pow(beta1, step + 1.0));
            double second = square / (1 - Math.pow(beta2, step + 1.0));
            value -= rates[step] * first / (Math.sqrt(second) + epsilon);
        }
        return value;
    }

    /**
     * By how much the end may move, to first order, when each gradient is off by some noise.
     *
     * @param noise of the gradient of each step, 0 or more
     */
    double room(double start, double[] gradients, double[] noise, double... rates) {
        double end = end(start, gradients, rates);
        double room = 0;
        for (int step = 0; step < gradients.length; step++) {
            double most = 0;
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] moved = gradients.clone();
                moved[step] += sign * noise[step];
                most = Math.max(most, Math.abs(end(start, moved, rates) - end));
            }
            room += most;
        }
        return room;
    }
}
