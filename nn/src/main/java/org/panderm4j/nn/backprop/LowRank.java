package org.panderm4j.nn.backprop;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;

/** What adapters add to linear layers, (alpha / r) (x A^T) B^T: two narrow products, never a matrix of the layer's own size. */
final class LowRank {
    /** Layers whose weights lie in one tensor. */
    static final List<LoraTarget> JOINT = List.of(LoraTarget.QUERY, LoraTarget.KEY, LoraTarget.VALUE);

    private final Lora lora;
    private final Parameters parameters;

    /**
     * @param parameters by names within the block
     */
    LowRank(Lora lora, Parameters parameters) {
        this.lora = lora;
        this.parameters = parameters;
    }

    /** For a layer of its own, [rows, in] to [rows, out]. */
    SDVariable ofLayer(SDVariable x, LoraTarget target, long in, long out) {
        return product(x, down(target, in), up(target, out));
    }

    /**
     * For queries, keys and values side by side, [rows, d] to [rows, 3d]: all A below one another, and each B where its layer's
     * results and its A's meet, zeros elsewhere.
     *
     * @param targets those of {@link #JOINT} that are adapted, at least one
     */
    SDVariable ofJointLayers(SDVariable x, List<LoraTarget> targets, long width) {
        SameDiff graph = x.getSameDiff();
        SDVariable downs = joined(
                graph, 0, targets.stream().map(target -> down(target, width)).toList()); // (k r, d)
        List<SDVariable> ups = JOINT.stream()
                .map(layer -> joined(
                        graph,
                        1,
                        targets.stream()
                                .map(target -> target == layer ? up(target, width) : zeros(graph, width))
                                .toList()))
                .toList(); // (d, k r) each
        return product(x, downs, joined(graph, 0, ups));
    }

    private SDVariable product(SDVariable x, SDVariable down, SDVariable up) {
        SameDiff graph = x.getSameDiff();
        SDVariable narrow = graph.mmul(x, down, false, true, false).mul(lora.scale()); // [rows, k r]
        return graph.mmul(narrow, up, false, true, false);
    }

    private SDVariable down(LoraTarget target, long in) {
        return parameters.get(target.down(), lora.rank(), in);
    }

    private SDVariable up(LoraTarget target, long out) {
        return parameters.get(target.up(), out, lora.rank());
    }

    private SDVariable zeros(SameDiff graph, long rows) {
        return graph.constant(Nd4j.zeros(DataType.FLOAT, rows, lora.rank()));
    }

    private static SDVariable joined(SameDiff graph, int axis, List<SDVariable> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.concat(axis, parts.toArray(SDVariable[]::new));
    }
}
