package org.panderm4j.nn.backprop;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.TowerParts;

/**
 * A part of a tower in the chain from its stem to its head: a graph, and the parameters that it takes here.
 *
 * @param prefix of the parameters, in front of the graph's names for them
 * @param first whether it takes the batch itself, not tokens
 */
record Link(Segment segment, String prefix, LearnedTensors tensors, boolean first) {
    /** Names of the parameters that it has to learn. */
    Set<String> trained() {
        Set<String> names = new HashSet<>(segment.parameters());
        names.removeIf(name -> !tensors.get(prefix + name).isTrained());
        return names;
    }

    /** Runs without keeping anything; the tokens are used up, and the result is the caller's. */
    INDArray infer(INDArray tokens, Map<String, INDArray> batch, Memory memory) {
        try (Tape tape = tape(batch, memory)) {
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

    /** A new run with the batch and the parameters entered. */
    Tape tape(Map<String, INDArray> batch, Memory memory) {
        Tape tape = new Tape(segment.graph(), memory);
        batch.forEach((name, array) -> {
            if (segment.graph().hasVariable(name)) {
                tape.lend(name, array);
            }
        });
        segment.parameters().forEach(name -> tape.lend(name, tensors.get(prefix + name).array()));
        return tape;
    }

    /** What is run to learn its own parameters, and the tokens if a link before it has some to learn. */
    Segment.Training training(boolean tokensToo) {
        Set<String> wanted = trained();
        if (tokensToo) {
            wanted.add(TowerParts.TOKENS_IN);
        }
        return segment.training(wanted);
    }

    /** Adds what a run back has made to the gradients of the parameters. */
    void collect(Segment.Training training, Tape tape) {
        training.gradients().forEach((name, gradient) -> {
            if (!name.equals(TowerParts.TOKENS_IN)) {
                tensors.get(prefix + name).addToGradient(tape.get(gradient));
            }
        });
    }
}
