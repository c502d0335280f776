package org.panderm4j.nn.reference;

import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Stem.JointStem;

/** What places add to the scores of attention over a picture and a text, in loops. */
final class DoublePlaces {
    private final DoubleLayers layers;
    private final JointStem stem;
    private final Attention attention;

    DoublePlaces(DoubleLayers layers, JointStem stem, Attention attention) {
        this.layers = layers;
        this.stem = stem;
        this.attention = attention;
    }

    /** For absolute places, [h][n][n]. */
    double[][][] absolute(int text) {
        int d = stem.width();
        int n = stem.imageTokens() + text;
        double[][] image = new double[stem.imageTokens()][];
        for (int i = 0; i < image.length; i++) {
            int row = i / stem.grid() * stem.imageBucket() + i % stem.grid() + 1;
            image[i] = row("stem.image.positions", row, d);
        }
        double[][] words = new double[text][];
        for (int i = 0; i < text; i++) {
            words[i] = row("stem.positions", i, d);
        }
        double[][] places = new double[n][];
        System.arraycopy(layers.norm(image, "stem.image.position_norm", stem.eps()), 0, places, 0, image.length);
        System.arraycopy(layers.norm(words, "stem.position_norm", stem.eps()), 0, places, image.length, text);
        return products(
                layers.linear(places, "stem.position_query", d, true),
                layers.linear(places, "stem.position_key", d, true));
    }

    private double[][][] products(double[][] query, double[][] key) {
        int c = stem.width() / attention.heads();
        double[][][] products = new double[attention.heads()][query.length][query.length];
        for (int head = 0; head < products.length; head++) {
            for (int i = 0; i < query.length; i++) {
                for (int j = 0; j < query.length; j++) {
                    for (int k = head * c; k < (head + 1) * c; k++) {
                        products[head][i][j] += query[i][k] * attention.scale() * key[j][k];
                    }
                }
            }
        }
        return products;
    }

    /** The same with what a block adds for distances. */
    double[][][] withDistances(double[][][] absolute, String prefix) {
        int heads = absolute.length;
        int n = absolute[0].length;
        double[][][] all = new double[heads][n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] added = distance(i, j, prefix);
                for (int head = 0; head < heads; head++) {
                    all[head][i][j] = absolute[head][i][j] + added[head];
                }
            }
        }
        return all;
    }

    private double[] distance(int i, int j, String prefix) {
        int image = stem.imageTokens();
        int g = stem.grid();
        if (i < image && j < image) {
            int side = 2 * stem.imageBucket() - 1;
            int row = (i / g - j / g + stem.imageBucket() - 1) * side + i % g - j % g + stem.imageBucket() - 1;
            return row(prefix + "attention.image_distances", row, attention.heads());
        }
        return i < image || j < image
                ? new double[attention.heads()]
                : row(prefix + "attention.token_distances", token(i - j), attention.heads());
    }

    private int token(int distance) {
        int middle = stem.tokenBucket() / 2;
        double far = Math.abs(distance);
        if (far > middle) {
            double share = Math.log(far / middle) / Math.log(1023.0 / middle);
            far = Math.ceil(share * (middle - 1)) + middle;
        }
        return stem.tokenBucket() - 1 + (int) (Math.signum(distance) * far);
    }

    private double[] row(String table, int row, int width) {
        double[] values = new double[width];
        System.arraycopy(layers.get(table), row * width, values, 0, width);
        return values;
    }
}
