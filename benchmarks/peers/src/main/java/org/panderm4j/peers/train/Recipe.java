package org.panderm4j.peers.train;

import java.util.SplittableRandom;

/**
 * How everybody learns: CLIP's loss of the pictures' features, divided by their lengths, against fixed text features, at a fixed
 * temperature; AdamW at a constant rate with the same decay for all parameters.
 */
public final class Recipe {
    /** What cosines are multiplied by; CLIP begins with it (Radford et al. 2021). */
    public static final double SCALE = 1 / 0.07;

    /** Large enough that losses of neighbouring steps differ by far more than rounding does. */
    public static final double RATE = 1e-4;

    public static final double BETA1 = 0.9;
    public static final double BETA2 = 0.999;
    public static final double EPSILON = 1e-8;
    public static final double DECAY = 0.01;

    private Recipe() {}

    /** Made-up text features of length 1, [b][d], the same for the same arguments; row i belongs to picture i. */
    public static float[][] texts(int size, int width) {
        SplittableRandom random = new SplittableRandom(size);
        float[][] texts = new float[size][width];
        for (float[] row : texts) {
            double squares = 0;
            for (int i = 0; i < width; i++) {
                row[i] = (float) (2 * random.nextDouble() - 1);
                squares += row[i] * row[i];
            }
            for (int i = 0; i < width; i++) {
                row[i] = (float) (row[i] / Math.sqrt(squares));
            }
        }
        return texts;
    }
}
