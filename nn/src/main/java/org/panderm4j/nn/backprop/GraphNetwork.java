package org.panderm4j.nn.backprop;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;

/**
 * A network over feature vectors that learns, in float32: several named inputs, one output, batch norms and dropout in their
 * forms for training and for evaluation. Calls of several threads take turns.
 */
public final class GraphNetwork implements AutoCloseable {
    private final LearnedGraph learned;
    private final Memory memory;
    private int open;
    private boolean closed;

    private GraphNetwork(LearnedGraph learned, Memory memory) {
        this.learned = learned;
        this.memory = memory;
    }

    /** What one run forward has kept. */
    public interface Pass extends AutoCloseable {
        /** [b][output]. */
        float[][] output();

        /**
         * Adds to the gradients of all parameters; once for each pass, after which the pass is closed.
         *
         * @param gradient of the loss by the output, [b][output]
         * @return gradients by the inputs asked for, by name
         */
        Map<String, float[][]> backward(float[][] gradient);

        /** Gives back what was kept; without effect after {@link #backward}. */
        @Override
        void close();
    }

    /**
     * Reads the weights.
     *
     * @param weights parameters, and running statistics of batch norms
     * @param threads for what is computed here, and for ND4J's operations in this process; 0 for all processors, and leaves ND4J its
     *     own choice
     * @throws IllegalArgumentException when a tensor is missing or mis-shaped
     */
    public static GraphNetwork open(GraphForm form, Weights weights, int threads) {
        return open(form, weights, threads, Memory.kernelsHere());
    }

    /**
     * Likewise.
     *
     * @param kernels fused operations; closed with the network, or when it cannot be opened
     */
    static GraphNetwork open(GraphForm form, Weights weights, int threads, Optional<TrainingKernels> kernels) {
        int own = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Memory memory = new Memory(kernels, new Workers(own), Memory.MOST);
        GraphNetwork network = null;
        try {
            Nd4jBackend.useThreads(threads);
            network = new GraphNetwork(LearnedGraph.open(form, weights, kernels), memory);
            return network;
        } finally {
            if (network == null) {
                memory.close();
            }
        }
    }

    /** What it learns, always in the same order. */
    public List<Parameter> parameters() {
        return learned.trained();
    }

    /** Running statistics of the batch norms, by name: live views, changed by {@link #train} and to be written when going on. */
    public Map<String, Snapshot.Values> buffers() {
        return learned.buffers();
    }

    /** The output as in use after training, [b][output]. */
    public synchronized float[][] output(Map<String, float[][]> inputs) {
        return values(inputs, List.of(learned.evaluation().output()))
                .get(learned.evaluation().output())
                .rows();
    }

    /**
     * Any results on the way, as in use after training.
     *
     * @param names that the definition gave
     * @throws IllegalArgumentException when there is no such result
     */
    public synchronized Map<String, Tensor> values(Map<String, float[][]> inputs, Collection<String> names) {
        requireOpen();
        check(inputs);
        learned.requireNamed(names);
        try (Tape tape = tape(learned.evaluation(), inputs, Optional.empty())) {
            tape.run(learned.evaluation().inference(names));
            Map<String, Tensor> values = new LinkedHashMap<>();
            names.forEach(name -> values.put(name, copied(tape.get(name))));
            return values;
        } finally {
            endStep();
        }
    }

    private static Tensor copied(INDArray array) {
        try (INDArray plain = array.dup('c')) {
            return new Tensor(plain.data().asFloat(), plain.shape());
        }
    }

    /**
     * Runs forward as in training, takes the batch into the running statistics and keeps what going back needs.
     *
     * @param draws random numbers of dropout; the same draws drop the same
     * @param gradients names of the inputs by which gradients are wanted too
     * @throws IllegalArgumentException for a single case, where there is a batch norm
     */
    public synchronized Pass train(Map<String, float[][]> inputs, Draws draws, Set<String> gradients) {
        requireOpen();
        int rows = check(inputs);
        if (rows < 2 && !learned.statistics().isEmpty()) {
            throw new IllegalArgumentException("expected at least 2 cases in a training batch, since batch norm"
                    + " compares the cases of a batch, found " + rows
                    + "; use another batch size or leave the rest out");
        }
        return forward(learned.training(), inputs, Optional.of(draws), gradients, rows);
    }

    /** Runs forward as in use after training and keeps what going back needs. */
    public synchronized Pass evaluate(Map<String, float[][]> inputs, Set<String> gradients) {
        requireOpen();
        return forward(learned.evaluation(), inputs, Optional.empty(), gradients, check(inputs));
    }

    private Pass forward(
            Segment segment, Map<String, float[][]> inputs, Optional<Draws> draws, Set<String> gradients, int rows) {
        if (!learned.form().inputs().keySet().containsAll(gradients)) {
            throw new IllegalArgumentException("expected gradients to be asked for by some of the inputs "
                    + learned.form().inputs().keySet() + ", found " + gradients);
        }
        Set<String> wanted = new HashSet<>(learned.parameters().keySet());
        wanted.addAll(gradients);
        Segment.Training training = segment.training(wanted);
        Tape tape = tape(segment, inputs, draws);
        open++;
        boolean done = false;
        try {
            tape.run(training.forward());
            if (draws.isPresent()) {
                learned.addStatistics(tape, rows);
            }
            Pass pass = new GraphPass(this, training, tape, gradients, Memory.rows(tape.get(segment.output())));
            done = true;
            return pass;
        } finally {
            if (!done) {
                open--;
                tape.close();
            }
        }
    }

    private Tape tape(Segment segment, Map<String, float[][]> inputs, Optional<Draws> draws) {
        Tape tape = learned.tape(segment, draws, memory);
        inputs.forEach((name, rows) -> tape.give(name, entered(rows)));
        return tape;
    }

    /** Rows as an array of this network's memory. */
    INDArray entered(float[][] rows) {
        INDArray array = memory.take(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            Memory.floats(array).put(i * rows[0].length, rows[i]);
        }
        return array;
    }

    /** How many cases the inputs have. */
    private int check(Map<String, float[][]> inputs) {
        Map<String, Integer> widths = learned.form().inputs();
        if (!inputs.keySet().equals(widths.keySet())) {
            throw new IllegalArgumentException("expected the inputs " + widths.keySet() + ", found " + inputs.keySet());
        }
        int rows = inputs.values().iterator().next().length;
        widths.forEach((name, width) -> {
            float[][] input = inputs.get(name);
            if (rows == 0 || input.length != rows) {
                throw new IllegalArgumentException(
                        "input " + name + ": expected as many cases as the others, at least 1, found " + input.length);
            }
            for (float[] row : input) {
                if (row.length != width) {
                    throw new IllegalArgumentException(
                            "input " + name + ": expected " + width + " values a case, found " + row.length);
                }
            }
        });
        return rows;
    }

    Harvest harvest(Map<String, String> gradients) {
        return learned.harvest(gradients);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this network has been closed");
        }
    }

    /** A pass has been closed. */
    void endPass() {
        open--;
        endStep();
    }

    /** Arrays of passes that are open must stay; those of shapes no longer used may go when none is. */
    private void endStep() {
        if (open == 0) {
            memory.endStep();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            memory.close();
            learned.close();
        }
    }
}
