package org.panderm4j.eval;

import java.util.Arrays;

/**
 * A classifier made of texts: one unit vector a class, the mean of its prompts' unit features.
 *
 * <p>{@code logits = (100 * image) . class vector}, probabilities are their softmax. The factor 100 is fixed; a model's own
 * learned scale plays no part. The result for an image depends neither on the images beside it nor on the thread count.
 */
public final class ZeroShotClassifier {
    /** What unit image features are multiplied with before they meet the class vectors. */
    public static final float IMAGE_SCALE = 100f;

    private final float[][] vectors; // [c, d]

    private ZeroShotClassifier(float[][] vectors) {
        this.vectors = vectors;
    }

    /**
     * The classifier of an ensemble of prompts: features to unit length, mean over a class's prompts, unit length again.
     *
     * @param features text features [c, p, d], raw or normalised; classes may differ in the number of prompts
     * @throws IllegalArgumentException when a class has no prompt, lengths differ, or a class's features cancel out
     */
    public static ZeroShotClassifier ofPrompts(float[][][] features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("expected the prompts of at least one class, found none");
        }
        float[][] vectors = new float[features.length][];
        for (int c = 0; c < features.length; c++) {
            vectors[c] = classVector(features[c], "text features of class " + c);
            if (vectors[c].length != vectors[0].length) {
                throw new IllegalArgumentException("text features of class " + c + ": expected length "
                        + vectors[0].length + ", found " + vectors[c].length);
            }
        }
        return new ZeroShotClassifier(vectors);
    }

    private static float[] classVector(float[][] prompts, String what) {
        float[][] units = UnitRows.of(prompts, what); // [p, d]
        double[] mean = new double[units[0].length];
        for (float[] unit : units) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += unit[k] / (double) units.length;
            }
        }
        // Without an epsilon, as the reference does it; what would become NaN there is refused here.
        double length =
                Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
        if (length == 0) {
            throw new IllegalArgumentException(what + ": the prompts' mean is the zero vector, it has no direction");
        }
        float[] vector = new float[mean.length];
        for (int k = 0; k < mean.length; k++) {
            vector[k] = (float) (mean[k] / length);
        }
        return vector;
    }

    /** The unit class vectors [c, d], in class order. */
    public float[][] classVectors() {
        return Arrays.stream(vectors).map(float[]::clone).toArray(float[][]::new);
    }

    public int classes() {
        return vectors.length;
    }

    /**
     * Logits in double precision [n, c]; their differences rank rows that float32 probabilities no longer tell apart.
     *
     * @param imageFeatures [n, d], raw or normalised
     * @throws IllegalArgumentException when the length of a feature is not the classifier's, or a value is not finite
     */
    public double[][] logits(float[][] imageFeatures) {
        if (imageFeatures.length == 0) {
            return new double[0][];
        }
        float[][] units = UnitRows.of(imageFeatures, "image features");
        if (units[0].length != vectors[0].length) {
            throw new IllegalArgumentException("image features: expected length " + vectors[0].length
                    + " as the class vectors have, found " + units[0].length);
        }
        return Arrays.stream(units).parallel().map(this::logitsOfRow).toArray(double[][]::new); // [n, c]
    }

    private double[] logitsOfRow(float[] unit) {
        float[] scaled = new float[unit.length];
        for (int k = 0; k < unit.length; k++) {
            scaled[k] = IMAGE_SCALE * unit[k];
        }
        double[] logits = new double[vectors.length];
        for (int c = 0; c < vectors.length; c++) {
            logits[c] = UnitRows.dot(scaled, vectors[c]);
        }
        return logits;
    }

    /** Class probabilities in float32 [n, c] of image features [n, d]; arguments and errors as for {@link #logits}. */
    public float[][] probabilities(float[][] imageFeatures) {
        return Arrays.stream(logits(imageFeatures))
                .map(ZeroShotClassifier::softmax)
                .toArray(float[][]::new);
    }

    /**
     * The softmax of one row, in float32 throughout.
     *
     * <p>Float32 is part of the definition: beyond a gap of about 17 the larger of two probabilities is exactly 1, and such
     * rows tie in the ranking that the area under the ROC curve is made of.
     *
     * @param logits [c], rounded to float32 first
     */
    public static float[] softmax(double[] logits) {
        float[] out = new float[logits.length];
        float largest = (float) Arrays.stream(logits).max().orElse(0);
        float sum = 0;
        for (int c = 0; c < out.length; c++) {
            out[c] = (float) Math.exp((float) logits[c] - largest);
            sum += out[c];
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= sum;
        }
        return out;
    }
}
