package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.ParameterNames;

/** The blocks of a tower, all alike, from the tensors of the first. */
final class BlockReader {
    private static final String ANY = "blocks.*.";

    private final TowerKeys keys;
    private final HyperParameters parameters;

    BlockReader(TowerKeys keys, HyperParameters parameters) {
        this.keys = keys;
        this.parameters = parameters;
    }

    List<Block> read(int width, double eps) {
        int layers = parameters.size("layers", keys.count(ANY), keys.counted(ANY));
        return Collections.nCopies(layers, block(width, eps));
    }

    private Block block(int width, double eps) {
        NormPlace place = Words.constant(NormPlace.class, "norm_place", parameters.word("norm_place"));
        return new Block(
                width,
                place,
                eps,
                attention(width),
                mlp(width),
                part("layer_scale", ParameterNames.ATTENTION_SCALE, ParameterNames.MLP_SCALE));
    }

    private Attention attention(int width) {
        int heads = heads(width);
        // No quarter of a value: a network of these heads is refused when its block is made.
        double headWidth = (double) width / heads;
        return new Attention(
                heads,
                1 / Math.sqrt(parameters.real("attn_scale_factor", 1) * headWidth),
                new Attention.Biases(
                        part("query_bias", ParameterNames.QUERY_BIAS),
                        part("key_bias", ParameterNames.KEY_BIAS),
                        part("value_bias", ParameterNames.VALUE_BIAS),
                        part("proj_bias", ParameterNames.ATTENTION_OUT + ".bias")),
                Words.constant(Mask.class, "mask", parameters.word("mask")),
                Words.constant(Place.class, "place", parameters.word("place")),
                part("head_scale", ParameterNames.HEAD_SCALE),
                layer("attention_norm", ParameterNames.ATTENTION_OUT_NORM));
    }

    /** Shapes tell it only where there is a number for each head. */
    private int heads(int width) {
        String distances = ANY + ParameterNames.TOKEN_DISTANCES;
        if (keys.knows(distances)) {
            return parameters.size("heads", keys.shape(distances, 2)[1], keys.source(distances));
        }
        return parameters.optionalInteger("heads").orElseGet(() -> {
            if (parameters.flag("ask_heads_if_gated") && keys.has(ANY + ParameterNames.MLP_GATE + ".weight")) {
                throw new MappingException("the number of attention heads cannot be told: gated models of this family, "
                        + "this one of width " + width + ", have heads of different widths, and no config.json says "
                        + "it; give it with --arch, field heads");
            }
            int headWidth = parameters.integer("head_width");
            if (width % headWidth != 0) {
                throw new MappingException("the number of attention heads cannot be told: width " + width
                        + " is no multiple of " + headWidth + "; give it with --arch, field heads");
            }
            return parameters.note("heads", width / headWidth, "width / " + headWidth);
        });
    }

    private Mlp mlp(int width) {
        boolean gated = layer("gated", ParameterNames.MLP_GATE);
        return new Mlp(
                hidden(width),
                Words.activation(parameters.word(gated ? "gate_activation" : "activation")),
                gated,
                layer("mlp_norm", ParameterNames.MLP_HIDDEN_NORM),
                part("mlp_bias", ParameterNames.MLP_UP + ".bias", ParameterNames.MLP_DOWN + ".bias"));
    }

    private int hidden(int width) {
        if (parameters.isGiven("mlp_ratio")) {
            return parameters.note("mlp", (int) (width * parameters.real("mlp_ratio")), "mlp_ratio of --arch");
        }
        String up = ANY + ParameterNames.MLP_UP + ".weight";
        return parameters.size("mlp", keys.shape(up, 2)[0], keys.source(up));
    }

    private boolean layer(String field, String ours) {
        return part(field, ours + ".weight", ours + ".bias");
    }

    /** Whether there is a part of several tensors: one of them in one block is enough, the others are then missing. */
    private boolean part(String field, String... ours) {
        Optional<String> shown =
                Arrays.stream(ours).map(name -> ANY + name).filter(keys::has).findFirst();
        return parameters.part(field, shown.isPresent(), shown.map(keys::key).orElse(ours[0]));
    }
}
