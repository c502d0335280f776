package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;

/** A graph from inputs to one output, with gradients: a part of a tower, or a network. Parameters are placeholders, so that equal blocks share one. */
final class Segment {
    /** Placeholder: the gradient of the loss by the output. */
    static final String GRADIENT = "gradient";

    private final SameDiff graph;
    private final String output;
    private final Set<String> parameters;
    private final Map<String, String> gradients;
    private final TrainingStyle style;
    private final Plan inference;
    private final Map<Set<String>, Training> trainings = new HashMap<>();

    private Segment(
            SameDiff graph, String output, Set<String> parameters, Map<String, String> gradients, TrainingStyle style) {
        this.graph = graph;
        this.output = output;
        this.parameters = parameters;
        this.gradients = gradients;
        this.style = style;
        this.inference = Plan.of(graph, List.of(output), Set.of(), Set.of());
    }

    /**
     * What is run to learn some parameters.
     *
     * @param forward keeps what {@code back} needs
     * @param gradients names of the gradients by the names asked for
     */
    record Training(Plan forward, Plan back, Map<String, String> gradients) {}

    /** Adds the operations of a part to a graph. */
    interface Definition {
        void build(SameDiff graph, Parameters parameters, Style style);
    }

    /**
     * Builds the graph.
     *
     * @param output its name in the graph
     * @param shape of the output, -1 where it depends on the batch
     * @param inputs placeholders by which gradients may be asked for besides the parameters
     */
    static Segment of(
            String output,
            long[] shape,
            Collection<String> inputs,
            TrainingStyle.Choice choice,
            Definition definition) {
        SameDiff graph = SameDiff.create();
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
        Map<String, SDVariable> parameters = new HashMap<>();
        TrainingStyle style = new TrainingStyle(graph, choice);
        definition.build(
                graph,
                (name, form) -> parameters.computeIfAbsent(name, any -> graph.placeHolder(name, DataType.FLOAT, form)),
                style);
        Set<String> wanted = new HashSet<>(parameters.keySet());
        wanted.addAll(inputs);
        SDVariable seed = graph.placeHolder(GRADIENT, DataType.FLOAT, shape);
        return new Segment(
                graph,
                output,
                Set.copyOf(parameters.keySet()),
                Backpropagation.add(graph, Map.of(output, seed), wanted),
                style);
    }

    SameDiff graph() {
        return graph;
    }

    String output() {
        return output;
    }

    /** Names of the placeholders of its parameters. */
    Set<String> parameters() {
        return parameters;
    }

    /** Where something may be dropped. */
    List<TrainingStyle.Place> drops() {
        return style.places();
    }

    /** Batch norms whose statistics every training run keeps, to be read from its tape. */
    List<TrainingStyle.BatchNorm> norms() {
        return style.norms();
    }

    /** Only forward; nothing is kept but the output. */
    Plan inference() {
        return inference;
    }

    /** Only forward, to other results. */
    Plan inference(Collection<String> results) {
        return Plan.of(graph, results, Set.of(), Set.of());
    }

    /** Forward and back for some parameters, or inputs. */
    Training training(Set<String> wanted) {
        return trainings.computeIfAbsent(Set.copyOf(wanted), this::plan);
    }

    private Training plan(Set<String> wanted) {
        Map<String, String> asked = new HashMap<>();
        wanted.forEach(name -> {
            if (gradients.containsKey(name)) {
                asked.put(name, gradients.get(name));
            }
        });
        Set<String> made = inference.made();
        Plan back = Plan.of(graph, asked.values(), made, Set.of());
        Set<String> kept = new HashSet<>(back.needed());
        List<String> results = new ArrayList<>(List.of(output));
        norms().forEach(norm -> results.addAll(List.of(norm.mean(), norm.variance())));
        return new Training(Plan.of(graph, results, Set.of(), kept), back, asked);
    }
}
