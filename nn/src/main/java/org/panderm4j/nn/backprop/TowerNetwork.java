package org.panderm4j.nn.backprop;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.samediff.Inputs;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;

/**
 * A tower that learns, up to one of its heads, in float32. Gradients are computed down to the lowest part that has something to
 * learn and no further.
 */
public final class TowerNetwork implements FeatureNetwork<Batch> {
    private final LearnedTower learned;
    private final Optional<FrozenTensors> owned;
    private final Memory memory;
    private final boolean recompute;
    private int open;
    private boolean closed;

    private TowerNetwork(LearnedTower learned, Optional<FrozenTensors> owned, Memory memory, boolean recompute) {
        this.learned = learned;
        this.owned = owned;
        this.memory = memory;
        this.recompute = recompute;
    }

    /**
     * How a tower learns.
     *
     * @param head whose feature is learned
     * @param trained which of the tower's own parameters are not frozen, by names without its prefix
     * @param adapters low-rank adapters, which learn whatever else does
     * @param name prefix of the parameters' names in full and of random streams, with its dot; if none, that of the weights
     * @param recompute whether of each part only its input is kept and the rest computed a second time on the way back: a third
     *     more work, and memory for one block instead of all
     * @param dropping what is taken away at random; no block is passed by in which nothing learns
     * @param threads for what is computed here, and for ND4J's operations and products in this process; 0 for all processors,
     *     and leaves ND4J its own choice
     */
    public record Options(
            String head,
            Predicate<String> trained,
            Optional<Adapters> adapters,
            Optional<String> name,
            boolean recompute,
            Dropping dropping,
            int threads) {
        /** All of the tower, to its usual embedding, with all activations kept and nothing dropped. */
        public static Options all() {
            return new Options(
                    Tower.EMBEDDING, any -> true, Optional.empty(), Optional.empty(), false, Dropping.NONE, 0);
        }

        public Options withHead(String other) {
            return new Options(other, trained, adapters, name, recompute, dropping, threads);
        }

        public Options withTrained(Predicate<String> some) {
            return new Options(head, some, adapters, name, recompute, dropping, threads);
        }

        /** Adapters beside what {@link #trained} says of the tower's own parameters. */
        public Options withAdapters(Adapters some) {
            return new Options(head, trained, Optional.of(some), name, recompute, dropping, threads);
        }

        public Options withName(String prefix) {
            return new Options(head, trained, adapters, Optional.of(prefix), recompute, dropping, threads);
        }

        public Options withRecompute(boolean again) {
            return new Options(head, trained, adapters, name, again, dropping, threads);
        }

        public Options withDropping(Dropping some) {
            return new Options(head, trained, adapters, name, recompute, some, threads);
        }

        public Options withThreads(int number) {
            return new Options(head, trained, adapters, name, recompute, dropping, number);
        }
    }

    /**
     * Reads the weights.
     *
     * @param prefix of the tower's parameters in the weights, with its dot
     * @throws IllegalArgumentException when a parameter or an adapter is missing or mis-shaped, when there is no such head, block
     *     or target, and for a tower that takes pictures and texts in one sequence
     */
    public static TowerNetwork open(Tower tower, Weights weights, String prefix, Options options) {
        return open(tower, weights, prefix, options, Memory.kernelsHere(), Memory.MOST);
    }

    /**
     * Likewise, on weights of which several networks share what is frozen.
     *
     * @param shared not closed with the network; to be closed after it
     */
    public static TowerNetwork open(Tower tower, FrozenTensors shared, String prefix, Options options) {
        Memory memory = new Memory(Memory.kernelsHere(), new Workers(threads(options)), Memory.MOST);
        return open(tower, shared, prefix, options, memory, Optional.empty());
    }

    /**
     * Likewise, on weights of its own.
     *
     * @param kernels fused operations; closed with the network, or when it cannot be opened
     * @param most bytes of one array
     */
    static TowerNetwork open(
            Tower tower,
            Weights weights,
            String prefix,
            Options options,
            Optional<TrainingKernels> kernels,
            long most) {
        FrozenTensors own = new FrozenTensors(weights);
        Memory memory = new Memory(kernels, new Workers(threads(options)), most);
        return open(tower, own, prefix, options, memory, Optional.of(own));
    }

    private static TowerNetwork open(
            Tower tower,
            FrozenTensors frozen,
            String prefix,
            Options options,
            Memory memory,
            Optional<FrozenTensors> owned) {
        TowerNetwork network = null;
        try {
            Nd4jBackend.useThreads(options.threads());
            LearnedTower learned = LearnedTower.open(tower, frozen, prefix, options, memory.kernels());
            network = new TowerNetwork(learned, owned, memory, options.recompute());
            return network;
        } finally {
            if (network == null) {
                memory.close();
                owned.ifPresent(FrozenTensors::close);
            }
        }
    }

    private static int threads(Options options) {
        return options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Refuses batches that are too large for any machine, before the first of them: one array must not be larger than 2 GiB.
     *
     * @param inputs of one pass; pictures count as those of the usual size, texts as the longest
     * @throws IllegalArgumentException with the largest batch that there is room for
     */
    public void requireRoom(long inputs) {
        LargestArray.require(learned.tower(), inputs, memory.most());
    }

    @Override
    public List<Parameter> parameters() {
        return learned.tensors().trained();
    }

    @Override
    public synchronized float[][] features(Batch batch) {
        return infer(batch, Optional.empty());
    }

    @Override
    public synchronized float[][] trainingFeatures(Batch batch, Draws draws) {
        return infer(batch, Optional.of(draws));
    }

    private float[][] infer(Batch batch, Optional<Draws> draws) {
        requireOpen();
        try (Inputs inputs = Inputs.of(batch, learned.tower())) {
            INDArray tokens = learned.infer(inputs.arrays(), draws, memory);
            float[][] features = Memory.rows(tokens);
            memory.giveBack(HostMemory.place(tokens));
            return features;
        } finally {
            endStep();
        }
    }

    @Override
    public synchronized Pass forward(Batch batch, Draws draws) {
        requireOpen();
        Inputs inputs = Inputs.of(batch, learned.tower());
        TowerPass pass = new TowerPass(learned.learning(), inputs.arrays(), draws, memory, recompute);
        open++;
        boolean done = false;
        try {
            INDArray feature = pass.forward(learned.inferFrozen(inputs.arrays(), Optional.of(draws), memory));
            Pass owned = new LearningPass(this, pass, inputs, Memory.rows(feature));
            done = true;
            return owned;
        } finally {
            if (!done) {
                open--;
                pass.close();
                inputs.close();
            }
        }
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
            owned.ifPresent(FrozenTensors::close);
        }
    }
}
