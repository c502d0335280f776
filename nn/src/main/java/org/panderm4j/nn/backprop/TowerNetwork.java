package org.panderm4j.nn.backprop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.samediff.Inputs;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;

/**
 * A tower that learns, up to one of its heads, in float32. Gradients are computed down to the lowest part that has something to
 * learn and no further.
 */
public final class TowerNetwork implements FeatureNetwork<Batch> {
    private final Tower tower;
    private final LearnedTensors tensors;
    private final List<Link> links;
    private final Memory memory;
    private final boolean recompute;
    private final int lowest;
    private int open;
    private boolean closed;

    private TowerNetwork(
            Tower tower,
            LearnedTensors tensors,
            List<Link> links,
            Optional<TrainingKernels> kernels,
            boolean recompute) {
        this.tower = tower;
        this.tensors = tensors;
        this.links = links;
        this.memory = new Memory(kernels);
        this.recompute = recompute;
        this.lowest = lowest(links);
    }

    /**
     * How a tower learns.
     *
     * @param head whose feature is learned
     * @param trained which parameters, by their names without the tower's prefix, are not frozen
     * @param recompute whether of each part only its input is kept and the rest computed a second time on the way back: a third
     *     more work, and memory for one block instead of all
     * @param dropping what is taken away at random
     * @param threads for ND4J's operations and products in this process; 0 leaves its own choice
     */
    public record Options(String head, Predicate<String> trained, boolean recompute, Dropping dropping, int threads) {
        /** All of the tower, to its usual embedding, with all activations kept and nothing dropped. */
        public static Options all() {
            return new Options(Tower.EMBEDDING, any -> true, false, Dropping.NONE, 0);
        }

        public Options withTrained(Predicate<String> some) {
            return new Options(head, some, recompute, dropping, threads);
        }

        public Options withRecompute(boolean again) {
            return new Options(head, trained, again, dropping, threads);
        }

        public Options withDropping(Dropping some) {
            return new Options(head, trained, recompute, some, threads);
        }

        public Options withThreads(int number) {
            return new Options(head, trained, recompute, dropping, number);
        }
    }

    /**
     * Reads the weights.
     *
     * @throws IllegalArgumentException when a parameter is missing or mis-shaped, there is no such head, or the tower takes
     *     pictures and texts in one sequence
     */
    public static TowerNetwork open(Tower tower, Weights weights, String prefix, Options options) {
        return open(tower, weights, prefix, options, TrainingKernels.ifPresent());
    }

    /** Likewise with fused operations or without; they are closed with the network. */
    static TowerNetwork open(
            Tower tower, Weights weights, String prefix, Options options, Optional<TrainingKernels> kernels) {
        TowerGraph.requireOutputs(tower, List.of(options.head()));
        if (tower.stem() instanceof JointStem) {
            throw new IllegalArgumentException(
                    "expected a tower over pictures or texts to be trained, found one over both "
                            + "in one sequence, for which there are no gradients");
        }
        Nd4jBackend.useThreads(options.threads());
        Tower own = new Tower(
                tower.stem(),
                tower.blocks(),
                Map.of(options.head(), tower.heads().get(options.head())));
        LearnedTensors tensors = LearnedTensors.read(own, weights, prefix, options.trained());
        TrainingStyle.Choice choice = new TrainingStyle.Choice(options.dropping(), kernels);
        return new TowerNetwork(
                own, tensors, new Chain(own, choice).links(tensors, prefix), kernels, options.recompute());
    }

    /** The first link with something to learn; behind the last if there is none. */
    private static int lowest(List<Link> links) {
        int lowest = 0;
        while (lowest < links.size() && links.get(lowest).trained().isEmpty()) {
            lowest++;
        }
        return lowest;
    }

    @Override
    public List<Parameter> parameters() {
        return tensors.trained();
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
        try (Inputs inputs = Inputs.of(batch, tower)) {
            INDArray tokens = infer(inputs.arrays(), draws, links.size());
            float[][] features = rows(tokens);
            memory.giveBack(Memory.address(tokens));
            return features;
        } finally {
            endStep();
        }
    }

    /** Through the links before {@code end}, nothing kept. */
    private INDArray infer(Map<String, INDArray> batch, Optional<Draws> draws, int end) {
        INDArray tokens = null;
        for (Link link : links.subList(0, end)) {
            tokens = link.infer(tokens, batch, draws, memory);
        }
        return tokens;
    }

    @Override
    public synchronized Pass forward(Batch batch, Draws draws) {
        requireOpen();
        Inputs inputs = Inputs.of(batch, tower);
        TowerPass pass = new TowerPass(links.subList(lowest, links.size()), inputs.arrays(), draws, memory, recompute);
        open++;
        boolean done = false;
        try {
            INDArray feature = pass.forward(infer(inputs.arrays(), Optional.of(draws), lowest));
            OwnedPass owned = new OwnedPass(pass, inputs, rows(feature));
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

    static float[][] rows(INDArray features) {
        Tensor values;
        try (INDArray plain = features.dup('c')) {
            values = new Tensor(plain.data().asFloat(), plain.shape());
        }
        return values.rows();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this network has been closed");
        }
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
            tensors.close();
        }
    }

    /** A pass and what it has borrowed. */
    private final class OwnedPass implements Pass {
        private final TowerPass pass;
        private final Inputs inputs;
        private final float[][] features;
        private boolean done;

        OwnedPass(TowerPass pass, Inputs inputs, float[][] features) {
            this.pass = pass;
            this.inputs = inputs;
            this.features = features;
        }

        @Override
        public float[][] features() {
            return features;
        }

        @Override
        public void backward(float[][] gradient) {
            synchronized (TowerNetwork.this) {
                if (done) {
                    throw new IllegalStateException("this pass has gone back already, or has been closed");
                }
                try {
                    pass.backward(gradient);
                } finally {
                    close();
                }
            }
        }

        @Override
        public void close() {
            synchronized (TowerNetwork.this) {
                if (!done) {
                    done = true;
                    pass.close();
                    inputs.close();
                    open--;
                    endStep();
                }
            }
        }
    }
}
