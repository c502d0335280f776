package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.graph.Style;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Activation;

/** Operations fused with their gradients, where there are such, and drops by placeholders that say for each run what is dropped. */
final class TrainingStyle implements Style {
    private final SameDiff graph;
    private final Choice choice;
    private final List<Place> places = new ArrayList<>();

    TrainingStyle(SameDiff graph, Choice choice) {
        this.graph = graph;
        this.choice = choice;
    }

    /**
     * How a part is written.
     *
     * @param dropping what is dropped; nothing in a head
     * @param kernels fused operations, if there are such here
     */
    record Choice(Dropping dropping, Optional<TrainingKernels> kernels) {
        Choice withoutDropping() {
            return new Choice(Dropping.NONE, kernels);
        }
    }

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

    @Override
    public SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, double eps) {
        return choice.kernels().isPresent()
                ? FusedNorm.of(choice.kernels().get(), x, weight, bias, eps)
                : Style.super.layerNorm(x, weight, bias, eps);
    }

    @Override
    public SDVariable softmax(SDVariable x) {
        return choice.kernels().isPresent() ? FusedSoftmax.of(choice.kernels().get(), x) : Style.super.softmax(x);
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
