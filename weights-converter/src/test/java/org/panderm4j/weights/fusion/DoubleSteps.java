package org.panderm4j.weights.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.backprop.DoubleGraph;
import org.panderm4j.nn.backprop.GraphForm;
import org.panderm4j.nn.fusion.FusionForms;
import org.panderm4j.nn.fusion.Modality;

/**
 * Steps of training a fixture's network in double precision: its operations and the way back through them are the network's own,
 * loss and Adam plain formulas. Float32 cannot tell a gradient of 1e-8 from none, which Adam makes a whole step of.
 */
final class DoubleSteps {
    private final FusionFixture fixture;
    private final GraphForm form;
    private final DoubleAdam adam;
    private final double[] rates;
    private final int[] targets;
    private final Map<String, NpyArray> features;
    private final Map<String, double[]> start = new LinkedHashMap<>();
    /** Gradients of each step by parameter. */
    private final List<Map<String, double[]>> steps = new ArrayList<>();

    private final List<Double> losses = new ArrayList<>();

    private DoubleSteps(FusionFixture fixture, double... rates) {
        this.fixture = fixture;
        this.form = FusionForms.of(fixture.design());
        this.adam = DoubleAdam.of(fixture.description().get("optimizer"));
        this.rates = rates;
        this.targets = fixture.targets();
        this.features = fixture.arrays("inputs.npz");
        fixture.arrays("state.npz")
                .forEach((name, array) -> start.put(ReferenceFusion.name(name).orElseThrow(), array.doubles()));
    }

    /**
     * Takes the steps.
     *
     * @param training whether batch norms take the statistics of the batch
     * @param parts of the batch, whose losses are averaged
     * @param rates of the steps
     */
    static DoubleSteps of(FusionFixture fixture, boolean training, List<int[]> parts, double... rates) {
        DoubleSteps all = new DoubleSteps(fixture, rates);
        try (DoubleGraph graph = new DoubleGraph(all.form, training)) {
            for (int step = 0; step < rates.length; step++) {
                all.step(graph, parts);
            }
        }
        return all;
    }

    private void step(DoubleGraph graph, List<int[]> parts) {
        Map<String, double[]> values = new LinkedHashMap<>(start);
        form.parameters().keySet().forEach(name -> values.put(name, ends(name)));
        Map<String, double[]> sums = new LinkedHashMap<>();
        double[] loss = new double[1];
        for (int[] rows : parts) {
            Map<String, double[][]> inputs = inputs(rows);
            graph.gradients(values, inputs, logits -> byLogits(logits, rows, parts.size(), loss))
                    .forEach((name, more) -> sums.merge(name, more, DoubleSteps::sum));
        }
        steps.add(sums);
        losses.add(loss[0]);
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private Map<String, double[][]> inputs(int... rows) {
        Map<String, double[][]> inputs = new LinkedHashMap<>();
        for (Modality modality : fixture.design().modalities()) {
            NpyArray array = features.get(FusionFixture.key(modality));
            double[] values = array.doubles();
            int width = array.dim(1);
            inputs.put(
                    modality.word(),
                    IntStream.of(rows)
                            .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
                            .toArray(double[][]::new));
        }
        return inputs;
    }

    /** Gradient of the mean cross-entropy, over the number of parts; adds the loss. */
    private double[][] byLogits(double[][] logits, int[] rows, int parts, double... loss) {
        double factor = 1.0 / rows.length / parts;
        double[][] gradient = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = logits[i];
            double log = Math.log(Arrays.stream(row).map(Math::exp).sum());
            gradient[i] =
                    Arrays.stream(row).map(x -> factor * Math.exp(x - log)).toArray();
            gradient[i][targets[rows[i]]] -= factor;
            loss[0] += factor * (log - row[targets[rows[i]]]);
        }
        return gradient;
    }

    /** Of each step, averaged over its parts. */
    List<Double> losses() {
        return losses;
    }

    /** Gradients of a step by parameters and, under the words of their modalities, inputs. */
    Map<String, double[]> gradients(int step) {
        return steps.get(step);
    }

    /** What all steps so far have made of a parameter. */
    private double[] ends(String name) {
        double[] from = start.get(name);
        return IntStream.range(0, from.length)
                .mapToDouble(i -> adam.end(from[i], history(name, i), rates))
                .toArray();
    }

    private double[] history(String name, int index) {
        return steps.stream().mapToDouble(step -> step.get(name)[index]).toArray();
    }

    /** By how much all steps have changed a parameter. */
    double[] changes(String name) {
        double[] from = start.get(name);
        double[] to = ends(name);
        return IntStream.range(0, from.length).mapToDouble(i -> to[i] - from[i]).toArray();
    }

    /**
     * By how much each change may be off when gradients are: by rounding, and from the second step on because a parameter is, by up
     * to the steps before.
     *
     * @param rounding of a gradient, as a share of {@code scale}
     * @param scale largest gradient of the array where nothing cancels it; a batch norm in training takes a bias's away
     */
    double[] room(String name, double rounding, double scale) {
        double[] from = start.get(name);
        double[] each = new double[steps.size()];
        double moved = 0;
        for (int step = 0; step < each.length; step++) {
            double largest =
                    Arrays.stream(steps.get(step).get(name)).map(Math::abs).reduce(scale, Math::max);
            each[step] = (rounding + moved) * largest;
            moved += rates[step];
        }
        return IntStream.range(0, from.length)
                .mapToDouble(i -> adam.room(from[i], history(name, i), each, rates))
                .toArray();
    }
}
