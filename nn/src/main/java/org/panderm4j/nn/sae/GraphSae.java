package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.backprop.Fixed;
import org.panderm4j.nn.backprop.Gate;
import org.panderm4j.nn.backprop.LossGraph;
import org.panderm4j.nn.graph.Parameters;

/** The graph that defines a sparse autoencoder. Calls must not overlap. */
public final class GraphSae implements SaeNetwork {
    private static final String L1 = "l1";
    private static final String L2 = "l2";
    private static final String AUXILIARY = "auxiliary";
    private static final String LEARNED = "learned";
    private static final String IN_USE = "in_use";
    private static final String RECONSTRUCTED = "reconstructed";

    private final SaeParameters parameters;
    private final Selection selection;
    private final LossGraph graph;
    private boolean[] dead;

    private GraphSae(SaeParameters parameters, int threads) {
        SaeDesign design = parameters.design();
        this.parameters = parameters;
        this.selection = Selection.of(design.sparsity());
        this.dead = new boolean[design.features()];
        List<String> losses = new ArrayList<>(List.of(L1, L2));
        if (revives()) {
            losses.add(AUXILIARY);
        }
        this.graph = LossGraph.open(
                new LossGraph.Form("x", design.inputs(), losses, List.of(LEARNED), this::define),
                List.of(
                        parameters.tiedBias(),
                        parameters.encoderWeight(),
                        parameters.encoderBias(),
                        parameters.decoderWeight()),
                threads);
    }

    /**
     * Copies the weights.
     *
     * @param threads for what is computed here, and for ND4J's operations in this process; 0 for all processors
     */
    public static GraphSae open(SaeWeights weights, int threads) {
        SaeParameters parameters = SaeParameters.of(weights);
        GraphSae opened = null;
        try {
            opened = new GraphSae(parameters, threads);
            return opened;
        } finally {
            if (opened == null) {
                parameters.close();
            }
        }
    }

    private boolean revives() {
        return !(parameters.design().sparsity() instanceof Sparsity.L1);
    }

    private void define(SameDiff sd, SDVariable x, Parameters learned) {
        long n = design().inputs();
        long m = design().features();
        SDVariable bias = learned.get(SaeWeights.TIED_BIAS, n);
        SDVariable encoder = learned.get(SaeWeights.ENCODER_WEIGHT, m, n);
        SDVariable decoder = learned.get(SaeWeights.DECODER_WEIGHT, n, m);
        SDVariable pre = sd.mmul(x.sub(bias), encoder, false, true, false)
                .add(learned.get(SaeWeights.ENCODER_BIAS, m)); // [rows, m]
        SDVariable f = sd.identity(LEARNED, Gate.of(pre, selection)); // [rows, m]
        SDVariable decoded = sd.mmul(f, decoder, false, true, false).add(bias); // [rows, n]
        SDVariable rest = x.sub(decoded); // [rows, n]
        sd.identity(L1, f.sum(true, 1)); // [rows, 1]; none is negative
        sd.identity(L2, sd.math.square(rest).mean(true, 1)); // [rows, 1]
        SDVariable used = sd.identity(IN_USE, Gate.of(pre, selection.inUse(parameters::threshold))); // [rows, m]
        sd.identity(RECONSTRUCTED, sd.mmul(used, decoder, false, true, false).add(bias)); // [rows, n]
        if (revives()) {
            int most = design().auxiliary().features();
            SDVariable revived = Gate.of(pre, Selection.dead(() -> dead, most)); // [rows, m]
            SDVariable left = sd.mmul(revived, decoder, false, true, false).sub(Fixed.of(rest)); // [rows, n]
            sd.identity(AUXILIARY, sd.math.square(left).mean(true, 1)); // [rows, 1]
        }
    }

    @Override
    public SaeParameters parameters() {
        return parameters;
    }

    @Override
    public SaeStep gradients(FloatBuffer x, int rows, double lambda, boolean[] deadFeatures) {
        boolean reviving = revives() && Selection.any(deadFeatures);
        dead = reviving ? deadFeatures.clone() : new boolean[design().features()];
        double weight = reviving ? design().auxiliary().weight() : 0;
        SaeStep[] step = new SaeStep[1];
        graph.gradients(x, rows, Map.of(L1, lambda, L2, 1.0, AUXILIARY, weight), values -> {
            Activity activity = Activity.of(values.get(LEARNED), rows, design().features());
            double l1 = mean(values.get(L1));
            step[0] = new SaeStep(
                    l1,
                    lambda * l1,
                    mean(values.get(L2)),
                    reviving ? weight * mean(values.get(AUXILIARY)) : 0,
                    activity.l0(),
                    activity.fired(),
                    design().sparsity() instanceof Sparsity.BatchTopK ? activity.least() : 0);
        });
        Dictionary.project(parameters.decoderWeight(), graph.workers());
        return step[0];
    }

    private static double mean(FloatBuffer values) {
        double sum = 0;
        for (int i = 0; i < values.limit(); i++) {
            sum += values.get(i);
        }
        return sum / values.limit();
    }

    @Override
    public void apply(FloatBuffer x, int rows, FloatBuffer learned, FloatBuffer reconstructed) {
        List<String> names = new ArrayList<>();
        if (learned != null) {
            names.add(IN_USE);
        }
        if (reconstructed != null) {
            names.add(RECONSTRUCTED);
        }
        graph.values(x, rows, names, values -> {
            if (learned != null) {
                learned.duplicate().put(values.get(IN_USE));
            }
            if (reconstructed != null) {
                reconstructed.duplicate().put(values.get(RECONSTRUCTED));
            }
        });
    }

    @Override
    public void constrain() {
        Dictionary.normalise(parameters.decoderWeight(), graph.workers());
    }

    @Override
    public void close() {
        graph.close();
        parameters.close();
    }
}
