package org.panderm4j.nn.reference;

import java.util.Arrays;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;

/** One encoder block on the tokens of one sequence. */
final class DoubleBlock {
    private final DoubleLayers layers;
    private final String prefix;
    private final Block block;

    DoubleBlock(DoubleLayers layers, String prefix, Block block) {
        this.layers = layers;
        this.prefix = prefix;
        this.block = block;
    }

    double[][] apply(double[][] x, boolean[] real) {
        boolean[] visible = real.clone();
        if (block.mask() == Block.Mask.NONE) {
            Arrays.fill(visible, true);
        }
        if (block.norm() == NormPlace.BEFORE) {
            double[][] y = sum(x, attention(norm(x, "attention.norm"), visible));
            return sum(y, mlp(norm(y, "mlp.norm")));
        }
        double[][] y = norm(sum(x, attention(x, visible)), "attention.norm");
        return norm(sum(y, mlp(y)), "mlp.norm");
    }

    private double[][] norm(double[][] x, String name) {
        return layers.norm(x, prefix + name, block.eps());
    }

    private double[][] mlp(double[][] x) {
        double[][] hidden = layers.linear(x, prefix + "mlp.up", block.hidden(), true);
        DoubleLayers.gelu(hidden);
        return scale(layers.linear(hidden, prefix + "mlp.down", block.width(), true), "mlp.scale");
    }

    private double[][] scale(double[][] x, String name) {
        if (block.layerScale()) {
            double[] factors = layers.get(prefix + name);
            for (double[] row : x) {
                for (int k = 0; k < row.length; k++) {
                    row[k] *= factors[k];
                }
            }
        }
        return x;
    }

    private double[][] attention(double[][] x, boolean[] visible) {
        int d = block.width();
        double[][] qkv = DoubleLayers.product(x, layers.get(prefix + "attention.qkv.weight"), 3 * d);
        bias(qkv, block.biases().query(), "attention.query.bias", 0);
        bias(qkv, block.biases().key(), "attention.key.bias", d);
        bias(qkv, block.biases().value(), "attention.value.bias", 2 * d);
        double[][] mixed = new double[x.length][d];
        for (int head = 0; head < block.heads(); head++) {
            for (int i = 0; i < x.length; i++) {
                mix(qkv, i, head * block.headWidth(), visible, mixed[i]);
            }
        }
        return scale(layers.linear(mixed, prefix + "attention.out", d, true), "attention.scale");
    }

    private void bias(double[][] qkv, boolean present, String name, int from) {
        if (present) {
            DoubleLayers.add(qkv, layers.get(prefix + name), from);
        }
    }

    /** What query {@code i} of the head that starts at column {@code from} gathers. */
    private void mix(double[][] qkv, int i, int from, boolean[] visible, double[] into) {
        int d = block.width();
        int c = block.headWidth();
        double[] scores = new double[qkv.length];
        for (int j = 0; j < qkv.length; j++) {
            for (int k = from; k < from + c; k++) {
                scores[j] += qkv[i][k] * qkv[j][d + k] / Math.sqrt(c);
            }
        }
        double[] shares = DoubleLayers.softmax(scores, visible);
        for (int j = 0; j < qkv.length; j++) {
            for (int k = from; k < from + c; k++) {
                into[k] += shares[j] * qkv[j][2 * d + k];
            }
        }
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i].clone();
            for (int k = 0; k < sum[i].length; k++) {
                sum[i][k] += b[i][k];
            }
        }
        return sum;
    }
}
