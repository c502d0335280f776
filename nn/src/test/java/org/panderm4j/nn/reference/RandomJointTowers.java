package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;

/** Small towers over pictures and texts, their weights, and batches that fit them. */
public final class RandomJointTowers {
    private static final List<Pooling> POOLINGS =
            List.of(Pooling.MEAN_OF_PATCHES, Pooling.MASKED_MEAN, Pooling.CLASS, Pooling.FIRST_OF_TEXT);

    private final Random random;

    public RandomJointTowers(Random random) {
        this.random = random;
    }

    public Tower tower() {
        int heads = between(1, 4);
        int width = heads * between(2, 8);
        JointStem stem = stem(width);
        Attention.Mask mask = random.nextInt(4) > 0 ? Attention.Mask.PADDING : Attention.Mask.NONE;
        double scale = 1 / Math.sqrt(2.0 * width / heads);
        List<Block> blocks = new ArrayList<>();
        for (int i = between(1, 3); i > 0; i--) {
            Attention attention = new Attention(heads, scale, biases(), mask, Attention.Place.RELATIVE, flip(), flip());
            Mlp mlp = new Mlp(between(3, 40), Activation.GELU, false, flip(), flip());
            blocks.add(new Block(width, Block.NormPlace.BEFORE, 1e-5, attention, mlp, false));
        }
        return new Tower(stem, blocks, readOuts());
    }

    private JointStem stem(int width) {
        ResNet network = network();
        int grid = between(1, 4);
        int vocabulary = between(5, 40);
        List<Integer> prompt = IntStream.range(0, between(1, 3))
                .mapToObj(i -> random.nextInt(vocabulary))
                .toList();
        return new JointStem(
                grid * network.stride(),
                network,
                grid + random.nextInt(3),
                vocabulary,
                between(3, 30),
                between(2, 12),
                width,
                1e-5,
                random.nextInt(vocabulary),
                prompt);
    }

    private ResNet network() {
        List<ResNet.Stage> stages = new ArrayList<>();
        for (int i = between(1, 3); i > 0; i--) {
            stages.add(new ResNet.Stage(between(1, 2), between(1, 4), between(2, 6)));
        }
        return new ResNet(between(1, 4), stages, 1e-5);
    }

    private Map<String, Head> readOuts() {
        Projection projection = new Projection.Linear(between(1, 20), flip());
        Map<String, Head> heads = new LinkedHashMap<>();
        for (Pooling pooling : POOLINGS) {
            boolean first = heads.isEmpty();
            Projection own = first || flip() ? projection : new Projection.None();
            heads.put(
                    first ? Tower.EMBEDDING : pooling.name(),
                    new Head(true, pooling, Head.PooledNorm.NONE, 1e-5, false, own));
        }
        return heads;
    }

    private Attention.Biases biases() {
        return new Attention.Biases(flip(), flip(), flip(), flip());
    }

    /** Weights under a prefix; variances are positive, kernels keep the size of what passes. */
    public RandomWeights weights(Tower tower, String prefix) {
        RandomWeights weights = new RandomWeights(tower, prefix, random);
        ParameterShapes.of(tower).forEach((name, shape) -> {
            float[] values = weights.values(name);
            if (name.endsWith(".variance")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = 0.5f + random.nextFloat();
                }
            } else if (shape.length == 4) {
                for (int i = 0; i < values.length; i++) {
                    values[i] /= (float) Math.sqrt((double) shape[1] * shape[2]);
                }
            }
        });
        return weights;
    }

    /** Pictures of noise with texts of which some end early and one may have padding in its middle. */
    public Batch.Joint batch(Tower tower, int size) {
        JointStem stem = (JointStem) tower.stem();
        return new Batch.Joint(pictures(stem, size), texts(stem, size, between(1, stem.positions())));
    }

    public Batch.Images pictures(JointStem stem, int size) {
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] pixels = new float[3 * stem.image() * stem.image()];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (float) random.nextGaussian();
            }
            pictures.add(pixels);
        }
        return new Batch.Images(pictures, stem.image(), stem.image());
    }

    private Batch.Texts texts(JointStem stem, int size, int length) {
        int[][] ids = new int[size][length];
        for (int[] row : ids) {
            int real = between(0, length);
            for (int i = 0; i < length; i++) {
                row[i] = i < real ? random.nextInt(stem.vocabulary()) : stem.padding();
            }
        }
        return new Batch.Texts(ids);
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
