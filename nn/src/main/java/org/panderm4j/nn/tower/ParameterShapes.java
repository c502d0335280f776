package org.panderm4j.nn.tower;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Names and shapes of everything a tower learns, in the order in which it is used. */
public final class ParameterShapes {
    /** Kernel sides of the convolutions in a bottleneck block; the fourth is the shortcut. */
    private static final int[] BOTTLENECK = {1, 3, 1, 1};

    private static final int FIRST_KERNEL = 7;

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final long d;

    private ParameterShapes(long width) {
        d = width;
    }

    /** Shapes by the names of {@link ParameterNames}, without the tower's prefix. */
    public static Map<String, long[]> of(Tower tower) {
        ParameterShapes all = new ParameterShapes(tower.width());
        all.stem(tower.stem());
        for (int i = 0; i < tower.blocks().size(); i++) {
            all.block(ParameterNames.block(i), tower.blocks().get(i), tower.stem());
        }
        tower.heads().values().forEach(all::head);
        return Collections.unmodifiableMap(all.shapes);
    }

    /** Shapes of one block, by names without its prefix. */
    public static Map<String, long[]> of(Block block, Stem stem) {
        ParameterShapes all = new ParameterShapes(block.width());
        all.block("", block, stem);
        return Collections.unmodifiableMap(all.shapes);
    }

    /** Number of values that a tower learns. */
    public static long values(Tower tower) {
        return of(tower).values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    private void stem(Stem stem) {
        if (stem instanceof PatchStem patches) {
            patches(patches);
        } else if (stem instanceof TokenStem tokens) {
            tokens(tokens);
        } else if (stem instanceof JointStem joint) {
            joint(joint);
        }
    }

    private void patches(PatchStem stem) {
        linear(ParameterNames.PATCH, d, stem.patchValues(), stem.bias());
        put(ParameterNames.CLASS_TOKEN, 1, d);
        if (stem.registers() > 0) {
            put(ParameterNames.REGISTERS, stem.registers(), d);
        }
        if (stem.positions() instanceof Positions.Table) {
            put(ParameterNames.POSITIONS, stem.tokens(), d);
        }
        normIf(stem.norm().isPresent(), ParameterNames.STEM_NORM, d);
    }

    private void tokens(TokenStem stem) {
        put(ParameterNames.TOKENS, stem.vocabulary(), d);
        put(ParameterNames.POSITIONS, stem.positions(), d);
        if (stem.types() > 0) {
            put(ParameterNames.TYPES, stem.types(), d);
        }
        normIf(stem.norm().isPresent(), ParameterNames.STEM_NORM, d);
    }

    private void joint(JointStem stem) {
        network(stem.network());
        linear(ParameterNames.IMAGE_PROJECTION, d, stem.network().output(), true);
        norm(ParameterNames.IMAGE_NORM, d);
        put(ParameterNames.TOKENS, stem.vocabulary(), d);
        put(ParameterNames.TYPES, 2, d);
        norm(ParameterNames.STEM_NORM, d);
        put(ParameterNames.IMAGE_POSITIONS, (long) stem.imageBucket() * stem.imageBucket() + 1, d);
        norm(ParameterNames.IMAGE_POSITION_NORM, d);
        put(ParameterNames.POSITIONS, stem.positions(), d);
        norm(ParameterNames.POSITION_NORM, d);
        linear(ParameterNames.POSITION_QUERY, d, d, true);
        linear(ParameterNames.POSITION_KEY, d, d, true);
    }

    private void network(ResNet network) {
        convolution(ParameterNames.NETWORK, 0, network.channels(), 3, FIRST_KERNEL);
        for (int stage = 0; stage < network.stages().size(); stage++) {
            for (int i = 0; i < network.stages().get(stage).blocks(); i++) {
                bottleneck(network, stage, i);
            }
        }
    }

    private void bottleneck(ResNet network, int stage, int index) {
        ResNet.Stage sizes = network.stages().get(stage);
        String prefix = ParameterNames.bottleneck(stage, index);
        int input = index == 0 ? network.input(stage) : sizes.output();
        int[] channels = {input, sizes.middle(), sizes.middle(), sizes.output()};
        for (int i = 0; i < 3; i++) {
            convolution(prefix, i, channels[i + 1], channels[i], BOTTLENECK[i]);
        }
        if (index == 0) {
            convolution(prefix, 3, sizes.output(), input, BOTTLENECK[3]);
        }
    }

    private void convolution(String prefix, int index, long out, long in, long kernel) {
        put(ParameterNames.convolution(prefix, index), out, in, kernel, kernel);
        String norm = ParameterNames.batchNorm(prefix, index);
        norm(norm, out);
        put(norm + ".mean", out);
        put(norm + ".variance", out);
    }

    private void block(String prefix, Block block, Stem stem) {
        attention(prefix, block, stem);
        Mlp mlp = block.mlp();
        norm(prefix + ParameterNames.MLP_NORM, d);
        if (mlp.gated()) {
            linear(prefix + ParameterNames.MLP_GATE, mlp.hidden(), d, mlp.bias());
        }
        linear(prefix + ParameterNames.MLP_UP, mlp.hidden(), d, mlp.bias());
        normIf(mlp.norm(), prefix + ParameterNames.MLP_HIDDEN_NORM, mlp.hidden());
        linear(prefix + ParameterNames.MLP_DOWN, d, mlp.hidden(), mlp.bias());
        putIf(block.layerScale(), prefix + ParameterNames.MLP_SCALE);
    }

    private void attention(String prefix, Block block, Stem stem) {
        Attention attention = block.attention();
        norm(prefix + ParameterNames.ATTENTION_NORM, d);
        put(prefix + ParameterNames.QKV_WEIGHT, 3 * d, d);
        putIf(attention.biases().query(), prefix + ParameterNames.QUERY_BIAS);
        putIf(attention.biases().key(), prefix + ParameterNames.KEY_BIAS);
        putIf(attention.biases().value(), prefix + ParameterNames.VALUE_BIAS);
        if (attention.place() == Place.RELATIVE && stem instanceof JointStem joint) {
            put(prefix + ParameterNames.IMAGE_DISTANCES, joint.imageDistances(), attention.heads());
            put(prefix + ParameterNames.TOKEN_DISTANCES, joint.tokenDistances(), attention.heads());
        }
        if (attention.headScale()) {
            put(prefix + ParameterNames.HEAD_SCALE, attention.heads());
        }
        linear(prefix + ParameterNames.ATTENTION_OUT, d, d, attention.biases().output());
        normIf(attention.norm(), prefix + ParameterNames.ATTENTION_OUT_NORM, d);
        putIf(block.layerScale(), prefix + ParameterNames.ATTENTION_SCALE);
    }

    private void head(Head head) {
        normIf(head.tokenNorm() || head.pooledNorm() == PooledNorm.SAME_WEIGHTS, ParameterNames.HEAD_NORM, d);
        normIf(head.pooledNorm() == PooledNorm.OWN_WEIGHTS, ParameterNames.POOLED_NORM, d);
        if (head.pooler()) {
            linear(ParameterNames.POOLER, d, d, true);
        }
        if (head.projection() instanceof Projection.Linear linear) {
            linear(ParameterNames.PROJECTION, linear.output(), d, linear.bias());
        } else if (head.projection() instanceof Projection.Classifier classifier) {
            linear(ParameterNames.CLASSIFIER, classifier.classes(), d, true);
        } else if (head.projection() instanceof Projection.TwoLayer two) {
            linear(ParameterNames.PROJECTION_FIRST, two.hidden(), d, two.firstBias());
            linear(ParameterNames.PROJECTION_SECOND, two.output(), two.hidden(), two.secondBias());
        }
    }

    private void norm(String name, long width) {
        put(name + ".weight", width);
        put(name + ".bias", width);
    }

    private void normIf(boolean present, String name, long width) {
        if (present) {
            norm(name, width);
        }
    }

    private void linear(String name, long out, long in, boolean bias) {
        put(name + ".weight", out, in);
        if (bias) {
            put(name + ".bias", out);
        }
    }

    private void putIf(boolean present, String name) {
        if (present) {
            put(name, d);
        }
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }
}
