package org.panderm4j.nn.train.optimizer;

/**
 * What one step of Adam does to a run of values. All numbers are float32 and come in the order of PyTorch's single-tensor
 * implementation, so that deltas agree to rounding.
 */
final class AdamUpdate {
    private final float keep1;
    private final float add1;
    private final float keep2;
    private final float add2;
    private final float epsilon;
    private final float shrink;
    private final float pull;
    private final float stepSize;
    private final float rootCorrection;

    /**
     * @param steps updates with this one, from 1
     * @param rate of the group
     * @param decay of the group
     */
    AdamUpdate(AdamSettings settings, long steps, double rate, double decay) {
        keep1 = (float) settings.beta1();
        add1 = (float) (1 - settings.beta1());
        keep2 = (float) settings.beta2();
        add2 = (float) (1 - settings.beta2());
        epsilon = (float) settings.epsilon();
        shrink = settings.decoupled() ? (float) (1 - rate * decay) : 1;
        pull = settings.decoupled() ? 0 : (float) decay;
        stepSize = (float) (rate / (1 - Math.pow(settings.beta1(), (double) steps)));
        rootCorrection = (float) Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps));
    }

    /** Changes all but the gradients, which an undecoupled decay is added to in place. */
    void apply(float[] values, float[] gradients, float[] means, float[] squares, int length) {
        decay(values, gradients, length);
        for (int i = 0; i < length; i++) {
            means[i] = means[i] * keep1 + add1 * gradients[i];
        }
        for (int i = 0; i < length; i++) {
            squares[i] = squares[i] * keep2 + add2 * gradients[i] * gradients[i];
        }
        for (int i = 0; i < length; i++) {
            float denominator = (float) Math.sqrt(squares[i]) / rootCorrection + epsilon;
            values[i] -= stepSize * means[i] / denominator;
        }
    }

    private void decay(float[] values, float[] gradients, int length) {
        if (pull != 0) {
            for (int i = 0; i < length; i++) {
                gradients[i] += pull * values[i];
            }
        }
        if (shrink != 1) {
            for (int i = 0; i < length; i++) {
                values[i] *= shrink;
            }
        }
    }
}
