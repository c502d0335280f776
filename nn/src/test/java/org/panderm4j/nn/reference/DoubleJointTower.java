package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;

/** A tower over pictures and texts in plain loops, one sequence at a time. */
public final class DoubleJointTower {
    private final Tower tower;
    private final JointStem stem;
    private final DoubleLayers layers;

    public DoubleJointTower(Tower tower, Map<String, double[]> weights) {
        this.tower = tower;
        this.stem = (JointStem) tower.stem();
        this.layers = new DoubleLayers(weights);
    }

    /** Everything that the tower gives out, by the names of the graph's outputs, in C order. */
    public Map<String, double[]> run(Batch.Joint batch) {
        List<Map<String, double[][]>> each = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            each.add(one(batch.images().pixels().get(i), batch.texts().ids()[i]));
        }
        Map<String, double[]> all = new LinkedHashMap<>();
        for (String name : each.get(0).keySet()) {
            all.put(
                    name,
                    each.stream()
                            .flatMap(one -> Arrays.stream(one.get(name)))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        return all;
    }

    private Map<String, double[][]> one(float[] pixels, int... ids) {
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        double[][][] features = new DoubleResNet(layers, stem.network()).apply(picture(pixels));
        outputs.put("network", Arrays.stream(features).flatMap(Arrays::stream).toArray(double[][]::new));
        boolean[] real = new boolean[stem.imageTokens() + ids.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = i < stem.imageTokens() || ids[i - stem.imageTokens()] != stem.padding();
        }
        double[][] x = tokens(features, ids, real);
        outputs.put("stem", x);
        DoublePlaces places =
                new DoublePlaces(layers, stem, tower.blocks().get(0).attention());
        double[][][] absolute = places.absolute(ids.length);
        for (int i = 0; i < tower.blocks().size(); i++) {
            String prefix = "blocks." + i + ".";
            x = new DoubleJointBlock(layers, prefix, tower.blocks().get(i))
                    .apply(x, places.withDistances(absolute, prefix), real);
            outputs.put("block." + i, x);
        }
        for (Map.Entry<String, Head> head : tower.heads().entrySet()) {
            read(head.getKey(), head.getValue(), x, real, outputs);
        }
        return outputs;
    }

    private double[][][] picture(float[] pixels) {
        int side = stem.image();
        double[][][] picture = new double[3][side][side];
        for (int i = 0; i < pixels.length; i++) {
            picture[i / (side * side)][i / side % side][i % side] = pixels[i];
        }
        return picture;
    }

    private double[][] tokens(double[][][] features, int[] ids, boolean... real) {
        int d = stem.width();
        double[][] image = new double[stem.imageTokens()][features.length];
        for (int i = 0; i < image.length; i++) {
            for (int c = 0; c < features.length; c++) {
                image[i][c] = features[c][i / stem.grid()][i % stem.grid()];
            }
        }
        image = layers.linear(image, "stem.image.projection", d, true);
        double[][] text = new double[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            text[i] = Arrays.copyOfRange(layers.get("stem.tokens"), ids[i] * d, (ids[i] + 1) * d);
        }
        double[] types = layers.get("stem.types");
        DoubleLayers.add(text, Arrays.copyOf(types, d), 0);
        DoubleLayers.add(image, Arrays.copyOfRange(types, d, 2 * d), 0);
        double[][] all = Arrays.copyOf(layers.norm(image, "stem.image.norm", stem.eps()), real.length);
        System.arraycopy(layers.norm(text, "stem.norm", stem.eps()), 0, all, image.length, text.length);
        for (int i = 0; i < all.length; i++) {
            all[i] = real[i] ? all[i] : new double[d];
        }
        return all;
    }

    /** All heads here have a norm over tokens and end in a linear layer or in nothing. */
    private void read(String name, Head head, double[][] x, boolean[] real, Map<String, double[][]> outputs) {
        double[][] tokens = layers.norm(x, "head.norm", head.eps());
        outputs.put(name + ".tokens", tokens);
        double[] pooled = new double[tower.width()];
        int count = 0;
        for (int i = 0; i < tokens.length; i++) {
            boolean taken = switch (head.pooling()) {
                case CLASS -> i == 0;
                case MEAN_OF_PATCHES -> i < stem.imageTokens();
                case MASKED_MEAN -> real[i];
                case FIRST_OF_TEXT -> i == stem.imageTokens();
                case END -> throw new IllegalArgumentException("no such pooling over a picture and a text");
            };
            for (int k = 0; taken && k < pooled.length; k++) {
                pooled[k] += tokens[i][k];
            }
            count += taken ? 1 : 0;
        }
        for (int k = 0; k < pooled.length; k++) {
            pooled[k] /= count;
        }
        double[][] row = {pooled};
        outputs.put(name + ".pooled", row);
        outputs.put(
                name,
                head.projection() instanceof Projection.Linear linear
                        ? layers.linear(row, "head.projection", linear.output(), linear.bias())
                        : row);
    }
}
