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

    /**
     * From the stem to the head.
     *
     * @param prefix of the tower's parameters, for the names of random streams
     */
    List<Link> links(LearnedTensors tensors, String prefix) {
        int blocks = tower.blocks().size();
        List<Link> links = new ArrayList<>();
        links.add(new Link(stem(), "", tensors, true, prefix + "stem.", 0));
        Map<Block, Segment> kinds = new HashMap<>();
        for (int i = 0; i < blocks; i++) {
            Segment kind = kinds.computeIfAbsent(tower.blocks().get(i), this::block);
            String name = ParameterNames.block(i);
            links.add(new Link(
                    kind, name, tensors, false, prefix + name, choice.dropping().depth(i, blocks)));
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

    private Segment block(Block block) {
        return Segment.of(
                TowerParts.TOKENS_OUT,
                new long[] {-1, -1, tower.width()},
                List.of(TowerParts.TOKENS_IN),
                choice,
                (graph, parameters, style) -> TowerParts.block(graph, tower, block, parameters, style));
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
