package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.graph.Layers;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.tower.Activation;

/**
 * Operations fused with their gradients, where there are such, drops by placeholders that say for each run what is dropped, and
 * adapters of linear layers.
 */
final class TrainingStyle implements Style {
    private final SameDiff graph;
    private final Choice choice;
    private final List<Place> places = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();

    TrainingStyle(SameDiff graph, Choice choice) {
        this.graph = graph;
        this.choice = choice;
    }

    /**
     * How a part is written.
     *
     * @param dropping what is dropped; nothing in a head
     * @param kernels fused operations, if there are such here
     * @param lora which linear layers have adapters, if any has
     * @param training whether layers drop what they drop in training, and batch norms take the statistics of the batch
     */
    record Choice(Dropping dropping, Optional<TrainingKernels> kernels, Optional<Lora> lora, boolean training) {
        Choice withoutDropping() {
            return new Choice(Dropping.NONE, kernels, lora, training);
        }

        Choice withoutLora() {
            return new Choice(dropping, kernels, Optional.empty(), training);
        }
    }

    /**
     * A batch norm in training.
     *
     * @param name of it
     * @param mean name of the batch's mean in the graph, [1, d]
     * @param variance name of its population variance, [1, d]
     */
    record BatchNorm(String name, String mean, String variance) {}

    /**
     * Where something is dropped.
     *
     * @param name of the placeholder of the settings
     * @param depth whether with the probability of the block's depth
     * @param probability else
     */
    record Place(String name, boolean depth, double probability) {}

    List<Place> places() {
        return List.copyOf(places);
    }

    /** Batch norms that take the statistics of the batch. */
    List<BatchNorm> norms() {
        return List.copyOf(norms);
    }

    /**
     * The layer's bias is left out of the product, since the mean of the batch takes it away again: its gradient is 0, not what
     * rounding leaves of it, which Adam would make large.
     */
    @Override
    public SDVariable normedLinear(
            SDVariable x, Parameters parameters, String layer, String norm, long[] sizes, double eps) {
        if (!choice.training()) {
            return Style.super.normedLinear(x, parameters, layer, norm, sizes, eps);
        }
        SDVariable y = Layers.linear(x, parameters, layer, sizes[0], sizes[1], false);
        SDVariable mean = y.mean(true, 0); // [1, out]
        SDVariable variance = graph.math.square(y.sub(mean)).mean(true, 0); // [1, out]
        SDVariable whole = mean.add(parameters.get(layer + ".bias", sizes[1]));
        norms.add(new BatchNorm(norm, whole.name(), variance.name()));
        SDVariable weight = parameters.get(norm + ".weight", sizes[1]);
        return Layers.batchNorm(y, mean, variance, weight, parameters.get(norm + ".bias", sizes[1]), eps);
    }

    @Override
    public SDVariable dropped(SDVariable x, String place, double probability) {
        if (!choice.training() || probability == 0) {
            return x;
        }
        Place dropped = new Place("drop." + place, false, probability);
        places.add(dropped);
        return DropOp.of(x, graph.placeHolder(dropped.name(), DataType.INT64, 2));
    }

    @Override
    public SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, double eps) {
        return choice.kernels().isPresent()
                ? FusedNorm.of(choice.kernels().get(), x, weight, bias, eps)
                : Style.super.layerNorm(x, weight, bias, eps);
    }

    @Override
    public SDVariable linear(SDVariable x, Parameters parameters, String name, long in, long out, boolean bias) {
        SDVariable y = Style.super.linear(x, parameters, name, in, out, bias);
        Optional<LoraTarget> target = adapted()
                .filter(layer -> layer.equals(LoraTarget.ofLayer(name).orElse(null)))
                .findFirst();
        return target.isEmpty() ? y : y.add(adapters(parameters).ofLayer(dropped(x, name), target.get(), in, out));
    }

    @Override
    public SDVariable queriesKeysValues(SDVariable x, Parameters parameters, long width) {
        SDVariable y = Style.super.queriesKeysValues(x, parameters, width);
        List<LoraTarget> targets = adapted().filter(LowRank.JOINT::contains).toList();
        return targets.isEmpty()
                ? y
                : y.add(adapters(parameters).ofJointLayers(dropped(x, "attention"), targets, width));
    }

    private Stream<LoraTarget> adapted() {
        return choice.lora().stream().flatMap(lora -> lora.targets().stream());
    }

    private LowRank adapters(Parameters parameters) {
        return new LowRank(choice.lora().orElseThrow(), parameters);
    }

    private SDVariable dropped(SDVariable x, String layer) {
        double probability = choice.lora().orElseThrow().dropout();
        return probability == 0 ? x : drop(x, new Place("drop." + layer + ".lora", false, probability));
    }

    @Override
    public SDVariable softmax(SDVariable x) {
        return choice.kernels().isPresent() ? FusedSoftmax.of(choice.kernels().get(), x) : Style.super.softmax(x);
    }

    @Override
    public SDVariable pairAttention(SDVariable q, SDVariable keysValues, int heads, int d, String shares) {
        if (choice.kernels().isEmpty()) {
            return Style.super.pairAttention(q, keysValues, heads, d, shares);
        }
        SDVariable[] results = PairAttention.of(q, keysValues, heads, d);
        named(shares, results[1]);
        return results[0];
    }

    @Override
    public SDVariable activate(SDVariable x, Activation activation) {
        return choice.kernels().isPresent()
                ? FusedActivation.of(choice.kernels().get(), x, activation)
                : Style.super.activate(x, activation);
    }

    @Override
    public SDVariable values(SDVariable x, String place) {
        double probability = place.equals(SHARES)
                ? choice.dropping().shares()
                : choice.dropping().values();
        return probability == 0 ? x : drop(x, new Place("drop." + place, false, probability));
    }

    @Override
    public SDVariable branch(SDVariable x, String place) {
        SDVariable y = values(x, place);
        return choice.dropping().depth() == 0 ? y : drop(y, new Place("drop." + place + ".depth", true, 0));
    }

    private SDVariable drop(SDVariable x, Place place) {
        places.add(place);
        SDVariable settings = graph.placeHolder(place.name(), DataType.INT64, 2);
        return DropOp.of(x, settings, graph.getVariable(TowerGraph.SIZES), place.depth());
    }
}
