package org.panderm4j.nn.reference;

import java.util.Arrays;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;

/** One block with norms before its branches, on the tokens of one sequence, with scores of places given. */
final class DoubleJointBlock {
    private final DoubleLayers layers;
    private final String prefix;
    private final Block block;

    DoubleJointBlock(DoubleLayers layers, String prefix, Block block) {
        this.layers = layers;
        this.prefix = prefix;
        this.block = block;
    }

    /**
     * Runs the block.
     *
     * @param places added to the scores, [h][n][n]
     * @param real tokens, those that are not padding
     */
    double[][] apply(double[][] x, double[][][] places, boolean[] real) {
        boolean[] visible = real.clone();
        if (block.attention().mask() == Attention.Mask.NONE) {
            Arrays.fill(visible, true);
        }
        double[][] y = sum(x, attention(layers.norm(x, prefix + "attention.norm", block.eps()), places, visible));
        return sum(y, mlp(layers.norm(y, prefix + "mlp.norm", block.eps())));
    }

    private double[][] mlp(double[][] x) {
        double[][] hidden = layers.linear(
                x, prefix + "mlp.up", block.mlp().hidden(), block.mlp().bias());
        DoubleLayers.gelu(hidden);
        if (block.mlp().norm()) {
            hidden = layers.norm(hidden, prefix + "mlp.hidden_norm", block.eps());
        }
        return layers.linear(
                hidden, prefix + "mlp.down", block.width(), block.mlp().bias());
    }

    private double[][] attention(double[][] x, double[][][] places, boolean[] visible) {
        Attention attention = block.attention();
        int d = block.width();
        double[][] qkv = DoubleLayers.product(x, layers.get(prefix + "attention.qkv.weight"), 3 * d);
        bias(qkv, attention.biases().query(), "attention.query.bias", 0);
        bias(qkv, attention.biases().key(), "attention.key.bias", d);
        bias(qkv, attention.biases().value(), "attention.value.bias", 2 * d);
        double[][] mixed = new double[x.length][d];
        for (int head = 0; head < attention.heads(); head++) {
            double factor = attention.headScale() ? layers.get(prefix + "attention.head_scale")[head] : 1;
            for (int i = 0; i < x.length; i++) {
                mix(qkv, i, head, places[head][i], visible, factor, mixed[i]);
            }
        }
        double[][] y = layers.linear(
                mixed, prefix + "attention.out", d, attention.biases().output());
        return attention.norm() ? layers.norm(y, prefix + "attention.out_norm", block.eps()) : y;
    }

    private void bias(double[][] qkv, boolean present, String name, int from) {
        if (present) {
            DoubleLayers.add(qkv, layers.get(prefix + name), from);
        }
    }

    /** What query {@code i} gathers in one head. */
    private void mix(
            double[][] qkv, int i, int head, double[] places, boolean[] visible, double factor, double[] into) {
        int d = block.width();
        int c = block.headWidth();
        double[] scores = places.clone();
        for (int j = 0; j < qkv.length; j++) {
            for (int k = head * c; k < (head + 1) * c; k++) {
                scores[j] += qkv[i][k] * qkv[j][d + k] * block.attention().scale();
            }
        }
        double[] shares = DoubleLayers.softmax(scores, visible);
        for (int j = 0; j < qkv.length; j++) {
            for (int k = head * c; k < (head + 1) * c; k++) {
                into[k] += factor * shares[j] * qkv[j][2 * d + k];
            }
        }
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < sum[i].length; k++) {
                sum[i][k] = a[i][k] + b[i][k];
            }
        }
        return sum;
    }
}
