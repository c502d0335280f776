package org.panderm4j.nn.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;

/**
 * The outputs asked of a tower, by the part that makes them.
 *
 * @param stem outputs of the stem
 * @param blocks asked for, by number
 * @param heads outputs of the heads
 * @param depth number of blocks that must run
 */
record Request(List<String> stem, List<Integer> blocks, List<String> heads, int depth) {
    private static final List<String> STEM = List.of(TowerGraph.PATCHES, TowerGraph.SEQUENCE, TowerGraph.STEM);

    /**
     * Sorts names.
     *
     * @throws IllegalArgumentException when there is none, or one that the tower does not have
     */
    static Request of(Tower tower, List<String> outputs) {
        TowerGraph.requireOutputs(tower, outputs);
        int count = tower.blocks().size();
        List<Integer> blocks = IntStream.range(0, count)
                .filter(i -> outputs.contains(TowerGraph.block(i)))
                .boxed()
                .toList();
        List<String> stem = STEM.stream().filter(outputs::contains).toList();
        List<String> heads = new ArrayList<>(outputs);
        heads.removeAll(STEM);
        blocks.forEach(i -> heads.removeIf(TowerGraph.block(i)::equals));
        int last = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1) + 1;
        return new Request(stem, blocks, heads, heads.isEmpty() ? last : count);
    }
}
