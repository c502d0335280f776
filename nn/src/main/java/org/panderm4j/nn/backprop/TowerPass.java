package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.TowerParts;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.train.Draws;

/** One run through the links that learn, and back. */
final class TowerPass implements AutoCloseable {
    private final List<Link> links;
    private final Map<String, INDArray> batch;
    private final Optional<Draws> draws;
    private final Memory memory;
    private final boolean recompute;
    /** Of each link the tape of its run, or the tokens it has taken if it is to be run again. */
    private final List<Tape> tapes = new ArrayList<>();

    private final List<INDArray> taken = new ArrayList<>();

    TowerPass(List<Link> links, Map<String, INDArray> batch, Draws draws, Memory memory, boolean recompute) {
        this.links = links;
        this.batch = batch;
        this.draws = Optional.of(draws);
        this.memory = memory;
        this.recompute = recompute;
    }

    /**
     * Runs forward.
     *
     * @param tokens what the links before have made, [b n, d], now this pass's; null if there are none
     * @return the feature, [b, E]; the pass's own
     */
    INDArray forward(INDArray tokens) {
        INDArray made = tokens;
        for (int i = 0; i < links.size(); i++) {
            made = recompute && i < links.size() - 1 ? forwardAgainLater(i, made) : forwardKept(i, made);
        }
        if (made != null) {
            taken.add(made);
        }
        return made;
    }

    private INDArray forwardKept(int index, INDArray tokens) {
        Tape tape = links.get(index).tape(batch, draws, memory);
        tapes.add(tape);
        if (tokens != null) {
            tape.give(TowerParts.TOKENS_IN, tokens);
        }
        tape.run(training(index).forward());
        return links.get(index).result(tape);
    }

    private INDArray forwardAgainLater(int index, INDArray tokens) {
        tapes.add(null);
        try (Tape tape = links.get(index).tape(batch, draws, memory)) {
            taken.add(tokens);
            if (tokens != null) {
                tape.lend(TowerParts.TOKENS_IN, tokens);
            }
            tape.run(links.get(index).segment().inference());
            return links.get(index).result(tape);
        }
    }

    /** The lowest link has nobody below to tell. */
    private Segment.Training training(int index) {
        return links.get(index).training(index > 0);
    }

    /** Adds to the gradients of all parameters, from the feature's gradient, [b][E]. */
    void backward(float[][] gradient) {
        INDArray above = memory.take(gradient.length, gradient[0].length);
        for (int i = 0; i < gradient.length; i++) {
            Memory.floats(above).put(i * gradient[0].length, gradient[i]);
        }
        for (int i = links.size() - 1; i >= 0; i--) {
            above = backward(i, above);
        }
    }

    private INDArray backward(int index, INDArray gradient) {
        Link link = links.get(index);
        Segment.Training training = training(index);
        try (Tape tape = tapes.get(index) == null ? runAgain(index, training) : tapes.get(index)) {
            tape.give(Segment.GRADIENT, gradient);
            tape.run(training.back(), link.harvest(training));
            return index == 0 ? null : tape.take(training.gradients().get(TowerParts.TOKENS_IN));
        } finally {
            tapes.set(index, null);
        }
    }

    private Tape runAgain(int index, Segment.Training training) {
        Tape tape = links.get(index).tape(batch, draws, memory);
        INDArray tokens = taken.get(index);
        if (tokens != null) {
            tape.lend(TowerParts.TOKENS_IN, tokens);
        }
        tape.run(training.forward());
        return tape;
    }

    @Override
    public void close() {
        tapes.forEach(tape -> {
            if (tape != null) {
                tape.close();
            }
        });
        taken.forEach(array -> {
            if (array != null) {
                memory.giveBack(HostMemory.place(array));
            }
        });
        taken.clear();
    }
}
