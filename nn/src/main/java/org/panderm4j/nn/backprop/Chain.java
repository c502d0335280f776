package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.graph.TowerParts;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;

/** Cuts a tower with one head into links, of which equal blocks share a graph. */
final class Chain {
    private final Tower tower;
    private final TrainingStyle.Choice choice;

    Chain(Tower tower, TrainingStyle.Choice choice) {
        this.tower = tower;
        this.choice = choice;
    }

    /** Blocks of one kind share a graph. */
    private record Kind(Block block, boolean adapted) {}

    /**
     * From the stem to the head.
     *
     * @param prefix of the parameters' names in full, for the names of random streams
     */
    List<Link> links(LearnedTensors tensors, String prefix) {
        int blocks = tower.blocks().size();
        List<Link> links = new ArrayList<>();
        links.add(new Link(stem(), "", tensors, true, prefix + "stem.", 0));
        Map<Kind, Segment> kinds = new HashMap<>();
        for (int i = 0; i < blocks; i++) {
            Segment kind = kinds.computeIfAbsent(kind(i), this::block);
            String name = ParameterNames.block(i);
            // A block that learns nothing is not made to do without the others.
            double depth = tensors.learnsAny(name) ? choice.dropping().depth(i, blocks) : 0;
            links.add(new Link(kind, name, tensors, false, prefix + name, depth));
        }
        links.add(new Link(head(), "", tensors, false, prefix + "head.", 0));
        return links;
    }

    private Segment stem() {
        return Segment.of(
                TowerGraph.STEM,
                new long[] {-1, -1, tower.width()},
                List.of(),
                choice,
                (graph, parameters, style) -> TowerParts.stem(graph, tower, parameters, style));
    }

    private Kind kind(int index) {
        boolean adapted = choice.lora().filter(lora -> lora.adapts(index)).isPresent();
        return new Kind(tower.blocks().get(index), adapted);
    }

    private Segment block(Kind kind) {
        return Segment.of(
                TowerParts.TOKENS_OUT,
                new long[] {-1, -1, tower.width()},
                List.of(TowerParts.TOKENS_IN),
                kind.adapted() ? choice : choice.withoutLora(),
                (graph, parameters, style) -> TowerParts.block(graph, tower, kind.block(), parameters, style));
    }

    private Segment head() {
        String name = tower.heads().keySet().iterator().next();
        return Segment.of(
                name,
                new long[] {-1, tower.outputWidth(name)},
                List.of(TowerParts.TOKENS_IN),
                choice.withoutDropping(),
                (graph, parameters, style) -> TowerParts.heads(graph, tower, parameters, style));
    }
}
