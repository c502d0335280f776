package org.panderm4j.nn.backprop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.TowerParts;
import org.panderm4j.nn.train.Draws;

/**
 * A part of a tower in the chain from its stem to its head: a graph, and the parameters that it takes here.
 *
 * @param prefix of the parameters, in front of the graph's names for them
 * @param first whether it takes the batch itself, not tokens
 * @param name of it in the names of random streams
 * @param depth probability that a sequence passes it by
 */
record Link(Segment segment, String prefix, LearnedTensors tensors, boolean first, String name, double depth) {
    /** Names of the parameters that it has to learn. */
    Set<String> trained() {
        Set<String> names = new HashSet<>(segment.parameters());
        names.removeIf(name -> !tensors.get(prefix + name).isTrained());
        return names;
    }

    /** Runs without keeping anything; the tokens are used up, and the result is the caller's. */
    INDArray infer(INDArray tokens, Map<String, INDArray> batch, Optional<Draws> draws, Memory memory) {
        try (Tape tape = tape(batch, draws, memory)) {
            if (!first) {
                tape.give(TowerParts.TOKENS_IN, tokens);
            }
            tape.run(segment.inference());
            return result(tape);
        }
    }

    /** The output of a run, the caller's: tokens as the next link takes them, [b n, d], or features [b, E]. */
    INDArray result(Tape tape) {
        INDArray made = tape.take(segment.output());
        return made.rank() == 3 ? made.reshape('c', made.size(0) * made.size(1), made.size(2)) : made;
    }

    /** A new run with the batch, the parameters and what is dropped entered; without draws, nothing is. */
    Tape tape(Map<String, INDArray> batch, Optional<Draws> draws, Memory memory) {
        Tape tape = new Tape(segment.graph(), memory);
        batch.forEach((name, array) -> {
            if (segment.graph().hasVariable(name)) {
                tape.lend(name, array);
            }
        });
        segment.parameters()
                .forEach(name -> tape.lend(name, tensors.get(prefix + name).array()));
        segment.drops().forEach(place -> tape.give(place.name(), settings(place, draws, memory)));
        return tape;
    }

    private INDArray settings(TrainingStyle.Place place, Optional<Draws> draws, Memory memory) {
        double probability = place.depth() ? depth : place.probability();
        long[] settings = draws.isEmpty()
                ? DropOp.settings(0, 0)
                : DropOp.settings(draws.get().stream(name + place.name()).nextLong(), probability);
        return memory.take(settings[0], settings[1], DataType.INT64);
    }

    /** What is run to learn its own parameters, and the tokens if a link before it has some to learn. */
    Segment.Training training(boolean tokensToo) {
        Set<String> wanted = trained();
        if (tokensToo) {
            wanted.add(TowerParts.TOKENS_IN);
        }
        return segment.training(wanted);
    }

    /** Who takes the gradients of a run back. */
    Harvest harvest(Segment.Training training) {
        Map<String, LearnedTensor> own = new HashMap<>();
        trained().forEach(name -> own.put(name, tensors.get(prefix + name)));
        return Harvest.of(training.gradients(), own);
    }
}
