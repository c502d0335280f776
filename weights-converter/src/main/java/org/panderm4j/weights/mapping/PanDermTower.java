package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/**
 * The PanDerm (CAE) vision transformer from its shapes. The sizes in the published configuration are those of a network that
 * the reference builds and throws away; they are never read.
 */
final class PanDermTower {
    private static final String TYPE = "panderm-cae";
    private static final double EPS = 1e-6;
    private static final int HEAD_WIDTH = 64;

    private final Keys keys;
    private final HyperParameters parameters;
    private final List<String> warnings;

    PanDermTower(Keys keys, HyperParameters parameters, List<String> warnings) {
        this.keys = keys;
        this.parameters = parameters;
        this.warnings = warnings;
    }

    Tower infer() {
        parameters.requireType(TYPE);
        long[] kernel = kernel();
        long[] positions = shape("visual.pos_embed", 3);
        int width = parameters.integer("width", (int) kernel[0], "shape of visual.patch_embed.proj.weight");
        int patch = parameters.integer("patch_size", (int) kernel[3], "shape of visual.patch_embed.proj.weight");
        int image = parameters.integer("image_size", grid(positions[1]) * patch, "shape of visual.pos_embed");
        int layers = parameters.integer("layers", keys.count("visual.blocks.*."), "number of visual.blocks");
        int heads = Heads.infer(parameters, width, HEAD_WIDTH);
        int hidden = hidden(width);
        double eps = parameters.real("eps", EPS, "fixed in this family");
        Block block = new Block(
                width,
                heads,
                Block.NormPlace.BEFORE,
                eps,
                Block.Biases.NO_KEY,
                true,
                Block.Mask.NONE,
                hidden,
                Activation.GELU);
        return new Tower(new PatchStem(image, patch, width, true), Collections.nCopies(layers, block), heads(eps));
    }

    private Map<String, Head> heads(double eps) {
        PooledNorm second = PooledNorm.SAME_WEIGHTS;
        if (keys.has("visual.fc_norm.weight")) {
            second = PooledNorm.OWN_WEIGHTS;
            warnings.add(
                    "both visual.norm and visual.fc_norm are there: read as norm over tokens, then fc_norm over their mean");
        }
        long[] head = shape("visual.head.weight", 2);
        int output = parameters.integer("out_dim", (int) head[0], "shape of visual.head.weight");
        Projection projection = new Projection.Linear(output, true);
        Map<String, Head> heads = new LinkedHashMap<>();
        heads.put(Tower.EMBEDDING, new Head(true, Pooling.MEAN_OF_PATCHES, second, eps, projection));
        heads.put(Tower.PROBE, new Head(true, Pooling.MEAN_OF_PATCHES, second, eps, new Projection.None()));
        heads.put(Tower.FINETUNE, new Head(true, Pooling.CLASS, PooledNorm.NONE, eps, projection));
        return heads;
    }

    private long[] kernel() {
        String key = "visual.patch_embed.proj.weight";
        long[] kernel = shape(key, 4);
        if (kernel[1] != 3 || kernel[2] != kernel[3]) {
            throw new MappingException("tensor " + key + ": expected square patches of 3 channels, found shape "
                    + Arrays.toString(kernel));
        }
        return kernel;
    }

    private int hidden(int width) {
        String key = "visual.blocks.0.mlp.fc1.weight";
        if (parameters.isGiven("mlp_ratio")) {
            return (int) (width * parameters.real("mlp_ratio", 0, ""));
        }
        return parameters.note("mlp", (int) shape(key, 2)[0], "shape of " + key);
    }

    private int grid(long tokens) {
        int grid = (int) Math.round(Math.sqrt(tokens - 1.0));
        if ((long) grid * grid + 1 != tokens) {
            throw new MappingException(
                    "tensor visual.pos_embed: expected a class token and a square grid of patches, found " + tokens
                            + " positions");
        }
        return grid;
    }

    private long[] shape(String key, int rank) {
        return Shapes.require(keys, key, rank);
    }
}
