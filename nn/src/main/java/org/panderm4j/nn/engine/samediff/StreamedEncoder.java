package org.panderm4j.nn.engine.samediff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.graph.TowerParts;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Runs a tower that need not fit into memory, in float32: the weights of a block are read when its turn comes, for every batch
 * anew. The numbers are those of {@link SameDiffEncoder}, bit for bit.
 *
 * <p>In memory are the weights of the stem, of the heads and of two blocks, and the scratch memory of one block. A batch costs a
 * pass over the weights' file, which large batches share among more pictures.
 */
public final class StreamedEncoder implements Encoder {
    private final Tower tower;
    private final Part stem;
    private final StreamedBlocks blocks;
    private final Part heads;
    private boolean closed;

    private StreamedEncoder(Tower tower, Part stem, StreamedBlocks blocks, Part heads) {
        this.tower = tower;
        this.stem = stem;
        this.blocks = blocks;
        this.heads = heads;
    }

    /** Whether a tower can be streamed: one over pictures or texts, but not over both in one sequence. */
    public static boolean supports(Tower tower) {
        return !(tower.stem() instanceof JointStem);
    }

    /**
     * Looks at the shapes of all weights and reads those of the stem and the heads.
     *
     * @param weights read until the encoder is closed, by a thread of its own, one tensor at a time
     * @param threads for ND4J's operations and products in this process; 0 leaves its own choice
     * @throws IllegalArgumentException when a parameter is missing or mis-shaped, or the tower is not {@link #supports
     *     supported}
     */
    public static StreamedEncoder open(Tower tower, Weights weights, String prefix, int threads) {
        if (!supports(tower)) {
            throw new IllegalArgumentException("expected a tower over pictures or texts to be streamed, found one over "
                    + "both in one sequence; use --weights memory or auto");
        }
        Nd4jBackend.useThreads(threads);
        ParameterShapes.of(tower).forEach((name, shape) -> WeightCheck.require(weights, prefix + name, shape));
        ArrayPool pool = new ArrayPool();
        Part stem = Part.open(pool, weights, prefix, (graph, own) -> TowerParts.stem(graph, tower, own));
        try {
            StreamedBlocks blocks = new StreamedBlocks(tower, weights, prefix, pool);
            Part heads = Part.open(pool, weights, prefix, (graph, own) -> TowerParts.heads(graph, tower, own));
            return new StreamedEncoder(tower, stem, blocks, heads);
        } catch (RuntimeException e) {
            stem.close();
            throw e;
        }
    }

    @Override
    public Tower tower() {
        return tower;
    }

    @Override
    public synchronized Map<String, Tensor> encode(Batch batch, List<String> outputs) {
        if (closed) {
            throw new IllegalStateException("this encoder has been closed");
        }
        Request request = Request.of(tower, outputs);
        Map<String, Tensor> found = new HashMap<>();
        try (Inputs inputs = Inputs.of(batch, tower);
                Tokens tokens = stem(request, inputs.arrays(), found)) {
            blocks(request, inputs.arrays(), tokens, found);
            heads(request, tokens.with(inputs.arrays()), found);
        }
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        outputs.forEach(name -> ordered.put(name, found.get(name)));
        return ordered;
    }

    private Tokens stem(Request request, Map<String, INDArray> inputs, Map<String, Tensor> found) {
        List<String> outputs = new ArrayList<>(request.stem());
        if (!outputs.contains(TowerGraph.STEM)) {
            outputs.add(TowerGraph.STEM);
        }
        return stem.run(outputs, inputs, made -> {
            keep(request.stem(), made, found);
            return new Tokens(made.get(TowerGraph.STEM));
        });
    }

    private void blocks(Request request, Map<String, INDArray> inputs, Tokens tokens, Map<String, Tensor> found) {
        blocks.run(request.depth(), inputs, tokens, (index, made) -> {
            if (request.blocks().contains(index)) {
                found.put(TowerGraph.block(index), NativeTensors.detached(made));
            }
        });
    }

    private void heads(Request request, Map<String, INDArray> inputs, Map<String, Tensor> found) {
        if (!request.heads().isEmpty()) {
            heads.run(request.heads(), inputs, made -> keep(request.heads(), made, found));
        }
    }

    private static Map<String, Tensor> keep(
            List<String> outputs, Map<String, INDArray> made, Map<String, Tensor> found) {
        outputs.forEach(name -> found.put(name, NativeTensors.detached(made.get(name))));
        return found;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            blocks.close();
            heads.close();
            stem.close();
        }
    }
}
