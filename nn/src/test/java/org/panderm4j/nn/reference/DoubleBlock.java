package org.panderm4j.nn.reference;

import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Mlp;

/** One encoder block on the tokens of one sequence. */
final class DoubleBlock {
    private final DoubleLayers layers;
    private final String prefix;
    private final Block block;
    private final DoubleAttention attention;

    DoubleBlock(DoubleLayers layers, String prefix, Block block, DoubleSequence sequence) {
        this.layers = layers;
        this.prefix = prefix;
        this.block = block;
        this.attention = new DoubleAttention(layers, prefix, block, sequence);
    }

    double[][] apply(double[][] x) {
        if (block.norm() == NormPlace.BEFORE) {
            double[][] y = sum(x, attention(norm(x, "attention.norm")));
            return sum(y, mlp(norm(y, "mlp.norm")));
        }
        double[][] y = norm(sum(x, attention(x)), "attention.norm");
        return norm(sum(y, mlp(y)), "mlp.norm");
    }

    private double[][] norm(double[][] x, String name) {
        return layers.norm(x, prefix + name, block.eps());
    }

    private double[][] attention(double[][] x) {
        return scale(attention.apply(x), "attention.scale");
    }

    private double[][] mlp(double[][] x) {
        Mlp mlp = block.mlp();
        double[][] hidden = layers.linear(x, prefix + (mlp.gated() ? "mlp.gate" : "mlp.up"), mlp.hidden(), mlp.bias());
        DoubleLayers.activate(hidden, mlp.activation());
        if (mlp.gated()) {
            double[][] up = layers.linear(x, prefix + "mlp.up", mlp.hidden(), mlp.bias());
            for (int i = 0; i < hidden.length; i++) {
                DoubleLayers.multiply(hidden[i], up[i]);
            }
        }
        if (mlp.norm()) {
            hidden = norm(hidden, "mlp.hidden_norm");
        }
        return scale(layers.linear(hidden, prefix + "mlp.down", block.width(), mlp.bias()), "mlp.scale");
    }

    private double[][] scale(double[][] x, String name) {
        if (block.layerScale()) {
            for (double[] row : x) {
                DoubleLayers.multiply(row, layers.get(prefix + name));
            }
        }
        return x;
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
