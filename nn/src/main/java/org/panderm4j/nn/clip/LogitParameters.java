package org.panderm4j.nn.clip;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Parameter;

/**
 * What is learned between cosines and logits.
 *
 * @param logScale logarithm of what cosines are multiplied by, a scalar
 * @param offset what is added to the logits, a scalar, for losses that want one
 */
public record LogitParameters(Parameter logScale, Optional<Parameter> offset) {
    /** Largest logarithm of the scale; beyond it training becomes unstable (Radford et al. 2021). */
    public static final double LARGEST = Math.log(100);

    /** As CLIP begins: a scale of 1 / 0.07. */
    public static LogitParameters clip() {
        return of(Math.log(1 / 0.07));
    }

    /** As SigLIP begins: a scale of 10 and a bias of -10, against so many wrong combinations. */
    public static LogitParameters siglip() {
        return of(Math.log(10), -10);
    }

    /**
     * A scale alone.
     *
     * @param logScale where to begin
     */
    public static LogitParameters of(double logScale) {
        return new LogitParameters(ArrayParameter.scalar(Towers.LOGIT_SCALE, logScale), Optional.empty());
    }

    /**
     * A scale and a bias.
     *
     * @param logScale where to begin
     * @param bias where to begin
     */
    public static LogitParameters of(double logScale, double bias) {
        return new LogitParameters(
                ArrayParameter.scalar(Towers.LOGIT_SCALE, logScale),
                Optional.of(ArrayParameter.scalar(Towers.LOGIT_BIAS, bias)));
    }

    public List<Parameter> parameters() {
        return offset.map(bias -> List.of(logScale, bias)).orElse(List.of(logScale));
    }

    /** What cosines are multiplied by. */
    public double scale() {
        return Math.exp(logScale.value().get(0));
    }

    /** What is added to the logits; 0 without a bias. */
    public double bias() {
        return offset.map(bias -> bias.value().get(0)).orElse(0f);
    }

    /** Adds to the gradients. */
    void add(PairGradients gradients, int times) {
        add(logScale, times * gradients.scale() * scale());
        offset.ifPresent(bias -> add(bias, times * gradients.bias()));
    }

    private static void add(Parameter scalar, double gradient) {
        scalar.gradient().put(0, (float) (scalar.gradient().get(0) + gradient));
    }

    /** Brings the logarithm of the scale back to between 0 and ln 100. */
    void clamp() {
        float value = logScale.value().get(0);
        logScale.value().put(0, Math.min((float) LARGEST, Math.max(0, value)));
    }
}
