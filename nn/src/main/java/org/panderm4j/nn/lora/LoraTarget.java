package org.panderm4j.nn.lora;

import java.util.Arrays;
import java.util.Optional;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;

/** A linear layer of a block that can be adapted. */
public enum LoraTarget {
    QUERY("attention.query", ParameterNames.QKV_WEIGHT, 0),
    KEY("attention.key", ParameterNames.QKV_WEIGHT, 1),
    VALUE("attention.value", ParameterNames.QKV_WEIGHT, 2),
    /** What joins the heads. */
    OUTPUT(ParameterNames.ATTENTION_OUT, ParameterNames.ATTENTION_OUT + ".weight", 0),
    /** The MLP's first layer. */
    UP(ParameterNames.MLP_UP, ParameterNames.MLP_UP + ".weight", 0),
    /** The gate of the MLP's first layer, where it has one. */
    GATE(ParameterNames.MLP_GATE, ParameterNames.MLP_GATE + ".weight", 0),
    /** The MLP's second layer. */
    DOWN(ParameterNames.MLP_DOWN, ParameterNames.MLP_DOWN + ".weight", 0);

    private final String layer;
    private final String weight;
    private final int part;

    LoraTarget(String layer, String weight, int part) {
        this.layer = layer;
        this.weight = weight;
        this.part = part;
    }

    /** The target of that layer, by its name within a block; none for a layer that is not adapted. */
    public static Optional<LoraTarget> ofLayer(String layer) {
        return Arrays.stream(values())
                .filter(target -> target.layer.equals(layer))
                .findFirst();
    }

    /** Name of A within a block, e.g. {@code attention.query.lora_a}, (r, in). */
    public String down() {
        return layer + ".lora_a";
    }

    /** Name of B within a block, (out, r). */
    public String up() {
        return layer + ".lora_b";
    }

    /** Name within a block of the weight that is adapted, or that holds it among others. */
    public String weight() {
        return weight;
    }

    /** Which of the layers in {@link #weight}, each of as many rows; 0 where it is alone. */
    public int part() {
        return part;
    }

    /** Whether a block has this layer. */
    public boolean isIn(Block block) {
        return this != GATE || block.mlp().gated();
    }

    /** Values that the layer takes. */
    public int in(Block block) {
        return this == DOWN ? block.mlp().hidden() : block.width();
    }

    /** Values that the layer gives. */
    public int out(Block block) {
        return this == UP || this == GATE ? block.mlp().hidden() : block.width();
    }
}
