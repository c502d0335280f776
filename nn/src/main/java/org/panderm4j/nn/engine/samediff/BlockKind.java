package org.panderm4j.nn.engine.samediff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.TowerParts;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/**
 * All equal blocks of a tower: one graph, whose parameters are placeholders, and memory for the weights of two, of which one
 * runs while the other is read.
 */
final class BlockKind implements AutoCloseable {
    private final Session session;
    private final List<BlockWeights> places;
    private int turn;

    private BlockKind(Session session, List<BlockWeights> places) {
        this.session = session;
        this.places = places;
    }

    /**
     * Builds the graph.
     *
     * @param pool for scratch memory, shared with the tower's other parts
     */
    static BlockKind of(Tower tower, Block block, ArrayPool pool) {
        SameDiff graph = Part.emptyGraph();
        TowerParts.block(graph, tower, block, placeholders(graph));
        Map<String, long[]> shapes = ParameterShapes.of(block, tower.stem());
        long equal = tower.blocks().stream().filter(block::equals).count();
        List<BlockWeights> places = Stream.generate(() -> new BlockWeights(shapes))
                .limit(Math.min(2, equal))
                .toList();
        return new BlockKind(new Session(graph, pool), places);
    }

    private static Parameters placeholders(SameDiff graph) {
        Map<String, SDVariable> made = new HashMap<>();
        return (name, shape) -> made.computeIfAbsent(name, any -> graph.placeHolder(name, DataType.FLOAT, shape));
    }

    /** Where the next block's weights go: not where the last one's went, unless there is one such block only. */
    BlockWeights nextPlace() {
        turn = (turn + 1) % places.size();
        return places.get(turn);
    }

    /**
     * Runs one block.
     *
     * @param inputs the placeholders of the batch and the tokens
     * @param use gets the tokens [b, n, d], valid until it returns
     */
    void run(BlockWeights weights, Map<String, INDArray> inputs, Consumer<INDArray> use) {
        Map<String, INDArray> all = new HashMap<>(inputs);
        all.putAll(weights.arrays());
        session.run(List.of(TowerParts.TOKENS_OUT), all, results -> {
            use.accept(results.get(TowerParts.TOKENS_OUT));
            return results;
        });
    }

    @Override
    public void close() {
        session.close();
        places.forEach(BlockWeights::close);
    }
}
