package org.panderm4j.nn.fusion;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.panderm4j.nn.backprop.GraphForm;
import org.panderm4j.nn.backprop.GraphNetwork;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;

/**
 * Fuses features of pictures and metadata into the logits of all outputs, and learns to, in float32. Calls of several threads take
 * turns.
 */
public final class FusionNetwork implements AutoCloseable {
    private final FusionDesign design;
    private final GraphNetwork network;

    private FusionNetwork(FusionDesign design, GraphNetwork network) {
        this.design = design;
        this.network = network;
    }

    /**
     * How it runs.
     *
     * @param threads for what is computed here, and for ND4J's operations in this process; 0 for all processors
     * @param dropout probability behind the hidden layers of the head and of a metadata vector, in training; at least 0, below 1
     */
    public record Options(int threads, double dropout) {
        /** The reference's dropout. */
        public static final double DROPOUT = 0.3;

        public Options {
            if (threads < 0 || !(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("expected 0 threads or more and a dropout of at least 0 and below 1,"
                        + " found " + threads + " and " + dropout);
            }
        }

        /** With the reference's dropout. */
        public static Options withThreads(int threads) {
            return new Options(threads, DROPOUT);
        }
    }

    /** What one run forward has kept. */
    public interface Pass extends AutoCloseable {
        /** Of all outputs, one after the other, [b][classes]. */
        float[][] logits();

        /**
         * Adds to the gradients of all parameters; once for each pass, after which the pass is closed.
         *
         * @param gradient of the loss by the logits, [b][classes]
         * @return gradients by the features that were asked for; the others are absent
         */
        FusionInputs backward(float[][] gradient);

        /** Gives back what was kept; without effect after {@link #backward}. */
        @Override
        void close();
    }

    /** Names and shapes of all that a network of this design learns; a linear layer's weight is (out, in). */
    public static Map<String, long[]> parameterShapes(FusionDesign design) {
        return new LinkedHashMap<>(FusionShapes.of(design).parameters());
    }

    /** Names and shapes of the running statistics of its batch norms: {@code .mean}, {@code .variance} and {@code .batches}. */
    public static Map<String, long[]> bufferShapes(FusionDesign design) {
        return form(design, 0).buffers();
    }

    /** What a network of this design is made of. */
    static GraphForm form(FusionDesign design, double dropout) {
        Map<String, Integer> inputs = new LinkedHashMap<>();
        for (Modality modality : design.modalities()) {
            inputs.put(modality.word(), design.inputWidth(modality));
        }
        FusionShapes shapes = FusionShapes.of(design);
        return new GraphForm(
                inputs,
                design.logits(),
                shapes.parameters(),
                shapes.batchNorms(),
                (features, parameters, style) -> new FusionGraph(design, parameters, style, dropout).logits(features));
    }

    /**
     * Reads the weights.
     *
     * @param weights parameters and running statistics, by our names
     * @throws IllegalArgumentException when a tensor is missing or mis-shaped
     */
    public static FusionNetwork open(FusionDesign design, Weights weights, Options options) {
        return new FusionNetwork(
                design, GraphNetwork.open(form(design, options.dropout()), weights, options.threads()));
    }

    public FusionDesign design() {
        return design;
    }

    /** What it learns, always in the same order. */
    public List<Parameter> parameters() {
        return network.parameters();
    }

    /** Running statistics of its batch norms by name: live views, changed by {@link #forward}. */
    public Map<String, Snapshot.Values> buffers() {
        return network.buffers();
    }

    /** Logits of all outputs as in use after training, [b][classes]. */
    public float[][] logits(FusionInputs inputs) {
        return network.output(checked(inputs));
    }

    /**
     * Results on the way, as in use after training.
     *
     * @param names of layers and results; see {@link FusionNames}
     * @throws IllegalArgumentException when the network has no such layer
     */
    public Map<String, Tensor> values(FusionInputs inputs, Collection<String> names) {
        return network.values(checked(inputs), names);
    }

    /** A run as in training; without gradients by the features. */
    public Pass forward(FusionInputs inputs, Draws draws) {
        return forward(inputs, draws, Set.of());
    }

    /**
     * A run as in training: batch norms take the statistics of the batch, and it into theirs.
     *
     * @param draws random numbers of dropout; the same draws drop the same
     * @param gradients modalities by whose features gradients are wanted
     * @throws IllegalArgumentException for a single case, where there is a batch norm
     */
    public Pass forward(FusionInputs inputs, Draws draws, Set<Modality> gradients) {
        return new OwnPass(network.train(checked(inputs), draws, words(gradients)));
    }

    /** A run as in use after training that can go back. */
    public Pass evaluate(FusionInputs inputs, Set<Modality> gradients) {
        return new OwnPass(network.evaluate(checked(inputs), words(gradients)));
    }

    private static Set<String> words(Set<Modality> modalities) {
        return modalities.stream().map(Modality::word).collect(Collectors.toSet());
    }

    private Map<String, float[][]> checked(FusionInputs inputs) {
        Map<String, float[][]> rows = inputs.byWord();
        for (Modality modality : Modality.values()) {
            boolean seen = design.modalities().contains(modality);
            if (seen != rows.containsKey(modality.word())) {
                throw new IllegalArgumentException("expected features of "
                        + String.join(
                                ", ",
                                design.modalities().stream().map(Modality::word).toList()) + ", found "
                        + (seen ? "none" : "some") + " of " + modality.word());
            }
        }
        return rows;
    }

    private record OwnPass(GraphNetwork.Pass pass) implements Pass {
        @Override
        public float[][] logits() {
            return pass.output();
        }

        @Override
        public FusionInputs backward(float[][] gradient) {
            Map<String, float[][]> rows = pass.backward(gradient);
            Map<Modality, float[][]> gradients = new EnumMap<>(Modality.class);
            for (Modality modality : Modality.values()) {
                if (rows.containsKey(modality.word())) {
                    gradients.put(modality, rows.get(modality.word()));
                }
            }
            return FusionInputs.of(gradients);
        }

        @Override
        public void close() {
            pass.close();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
