package org.panderm4j.nn.backprop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Draws;

/**
 * A tower with one head as a chain of links, and what they have learned; closing gives the tensors back.
 *
 * @param lowest the first link with something to learn; behind the last if there is none
 */
record LearnedTower(Tower tower, LearnedTensors tensors, List<Link> links, int lowest) implements AutoCloseable {
    /**
     * Reads the weights.
     *
     * @param frozen where the tensors lie that do not learn, and the weights that all are read from; not closed with it
     * @throws IllegalArgumentException as {@link TowerNetwork#open}
     */
    static LearnedTower open(
            Tower tower,
            FrozenTensors frozen,
            String prefix,
            TowerNetwork.Options options,
            Optional<TrainingKernels> kernels) {
        Tower own = only(options.head(), tower);
        LearnedTensors tensors = LearnedTensors.read(own, frozen, prefix, options);
        LearnedTower learned = null;
        try {
            TrainingStyle.Choice choice = new TrainingStyle.Choice(
                    options.dropping(), kernels, options.adapters().map(Adapters::lora), true);
            List<Link> links =
                    new Chain(own, choice).links(tensors, options.name().orElse(prefix));
            learned = new LearnedTower(own, tensors, links, lowest(links));
            return learned;
        } finally {
            if (learned == null) {
                tensors.close();
            }
        }
    }

    private static Tower only(String head, Tower tower) {
        TowerGraph.requireOutputs(tower, List.of(head));
        if (tower.stem() instanceof JointStem) {
            throw new IllegalArgumentException(
                    "expected a tower over pictures or texts to be trained, found one over both "
                            + "in one sequence, for which there are no gradients");
        }
        return new Tower(
                tower.stem(), tower.blocks(), Map.of(head, tower.heads().get(head)));
    }

    private static int lowest(List<Link> links) {
        int lowest = 0;
        while (lowest < links.size() && links.get(lowest).trained().isEmpty()) {
            lowest++;
        }
        return lowest;
    }

    /** Through all links, nothing kept. */
    INDArray infer(Map<String, INDArray> batch, Optional<Draws> draws, Memory memory) {
        return infer(batch, draws, memory, links.size());
    }

    /** Through the links that have nothing to learn; null if there are none. */
    INDArray inferFrozen(Map<String, INDArray> batch, Optional<Draws> draws, Memory memory) {
        return infer(batch, draws, memory, lowest);
    }

    private INDArray infer(Map<String, INDArray> batch, Optional<Draws> draws, Memory memory, int end) {
        INDArray tokens = null;
        for (Link link : links.subList(0, end)) {
            tokens = link.infer(tokens, batch, draws, memory);
        }
        return tokens;
    }

    /** Those that go back. */
    List<Link> learning() {
        return links.subList(lowest, links.size());
    }

    @Override
    public void close() {
        tensors.close();
    }
}
