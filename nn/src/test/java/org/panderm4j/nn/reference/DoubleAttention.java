package org.panderm4j.nn.reference;

import java.util.Arrays;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;

/** Attention of one block, query by query and head by head. */
final class DoubleAttention {
    private final DoubleLayers layers;
    private final String prefix;
    private final Block block;
    private final DoubleSequence sequence;

    DoubleAttention(DoubleLayers layers, String prefix, Block block, DoubleSequence sequence) {
        this.layers = layers;
        this.prefix = prefix + "attention.";
        this.block = block;
        this.sequence = sequence;
    }

    double[][] apply(double[][] x) {
        int d = block.width();
        Attention attention = block.attention();
        double[][] qkv = DoubleLayers.product(x, layers.get(prefix + "qkv.weight"), 3 * d);
        bias(qkv, attention.biases().query(), "query.bias", 0);
        bias(qkv, attention.biases().key(), "key.bias", d);
        bias(qkv, attention.biases().value(), "value.bias", 2 * d);
        double[][] mixed = new double[x.length][d];
        for (int head = 0; head < attention.heads(); head++) {
            mix(qkv, head, mixed);
        }
        double[][] y =
                layers.linear(mixed, prefix + "out", d, attention.biases().output());
        return attention.norm() ? layers.norm(y, prefix + "out_norm", block.eps()) : y;
    }

    private void bias(double[][] qkv, boolean present, String name, int from) {
        if (present) {
            DoubleLayers.add(qkv, layers.get(prefix + name), from);
        }
    }

    /** What each query of a head gathers. */
    private void mix(double[][] qkv, int head, double[][] into) {
        int c = block.headWidth();
        int from = head * c;
        double[][] queries = placed(qkv, from);
        double[][] keys = placed(qkv, block.width() + from);
        double factor = block.attention().headScale() ? layers.get(prefix + "head_scale")[head] : 1;
        for (int i = 0; i < qkv.length; i++) {
            double[] shares = DoubleLayers.softmax(scores(queries[i], keys), visible(i));
            for (int j = 0; j < qkv.length; j++) {
                for (int k = from; k < from + c; k++) {
                    into[i][k] += factor * shares[j] * qkv[j][2 * block.width() + k];
                }
            }
        }
    }

    /** The queries or keys of one head, with their places in them where attention says so. */
    private double[][] placed(double[][] qkv, int from) {
        double[][] parts = new double[qkv.length][];
        for (int i = 0; i < qkv.length; i++) {
            parts[i] = Arrays.copyOfRange(qkv[i], from, from + block.headWidth());
            if (block.attention().place() == Place.ROTARY) {
                parts[i] = sequence.rotated(parts[i], i);
            }
        }
        return parts;
    }

    private double[] scores(double[] query, double[][] keys) {
        double[] scores = new double[keys.length];
        for (int j = 0; j < keys.length; j++) {
            for (int k = 0; k < query.length; k++) {
                scores[j] += query[k] * keys[j][k] * block.attention().scale();
            }
        }
        return scores;
    }

    /** Which keys query {@code i} may look at. */
    private boolean[] visible(int i) {
        boolean[] visible = new boolean[sequence.real().length];
        for (int j = 0; j < visible.length; j++) {
            visible[j] = switch (block.attention().mask()) {
                case NONE -> true;
                case PADDING -> sequence.real()[j];
                case CAUSAL -> j <= i;
            };
        }
        return visible;
    }
}
