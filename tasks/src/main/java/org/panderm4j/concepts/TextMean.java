package org.panderm4j.concepts;

/**
 * What all texts of a vocabulary have in common. Embeddings of texts lie in a narrow cone, away from that of pictures (the modality gap,
 * Liang et al. 2022), so that a cosine with a dictionary vector tells much of "this is a text" and little of which. Taken away, the
 * differences between texts are left. The reference does not do so.
 *
 * @param mean of unit embeddings, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TextMean(float[] mean) {
    /** Of texts, [texts][n], at least two. */
    public static TextMean of(float[][] texts) {
        if (texts.length < 2) {
            throw new IllegalArgumentException(
                    "expected at least 2 texts to take what they have in common away, found " + texts.length);
        }
        double[] sum = new double[texts[0].length];
        for (float[] text : texts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += text[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / texts.length);
        }
        return new TextMean(mean);
    }

    /** Each text less the mean, [texts][n]; lengths are what is left. */
    public float[][] without(float[][] texts) {
        float[][] left = new float[texts.length][mean.length];
        for (int t = 0; t < texts.length; t++) {
            for (int i = 0; i < mean.length; i++) {
                left[t][i] = texts[t][i] - mean[i];
            }
        }
        return left;
    }
}
