package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;

/**
 * A form's graphs for training and for evaluation, and what they have learned; closing gives the tensors back.
 *
 * @param parameters by name
 * @param statistics by the name of the batch norm
 */
record LearnedGraph(
        GraphForm form,
        Segment training,
        Segment evaluation,
        Map<String, LearnedTensor> parameters,
        Map<String, RunningStatistics> statistics)
        implements AutoCloseable {
    private static final String OUTPUT = "output";

    /** Reads the weights. */
    static LearnedGraph open(GraphForm form, Weights weights, Optional<TrainingKernels> kernels) {
        form.parameters().forEach((name, shape) -> WeightCheck.require(weights, name, shape));
        form.buffers().forEach((name, shape) -> WeightCheck.require(weights, name, shape));
        LearnedGraph learned = new LearnedGraph(
                form,
                segment(form, new TrainingStyle.Choice(Dropping.NONE, kernels, Optional.empty(), true)),
                segment(form, new TrainingStyle.Choice(Dropping.NONE, kernels, Optional.empty(), false)),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        boolean read = false;
        try {
            learned.read(weights);
            read = true;
            return learned;
        } finally {
            if (!read) {
                learned.close();
            }
        }
    }

    private static Segment segment(GraphForm form, TrainingStyle.Choice choice) {
        return Segment.of(
                OUTPUT, new long[] {-1, form.output()}, form.inputs().keySet(), choice, (graph, parameters, style) -> {
                    Map<String, SDVariable> inputs = new LinkedHashMap<>();
                    form.inputs()
                            .forEach((name, width) ->
                                    inputs.put(name, graph.placeHolder(name, DataType.FLOAT, -1, width)));
                    graph.identity(OUTPUT, form.definition().build(inputs, parameters, style));
                });
    }

    private void read(Weights weights) {
        form.parameters()
                .forEach((name, shape) -> parameters.put(name, LearnedTensor.trained(name, weights, name, shape)));
        form.batchNorms().forEach((name, width) -> statistics.put(name, RunningStatistics.read(weights, name, width)));
    }

    /** In the order of the form. */
    List<Parameter> trained() {
        return new ArrayList<>(parameters.values());
    }

    /** Live views of the running statistics, by name. */
    Map<String, Snapshot.Values> buffers() {
        Map<String, Snapshot.Values> views = new LinkedHashMap<>();
        statistics.values().forEach(one -> views.putAll(one.views()));
        return views;
    }

    /** A new run with parameters, statistics and what is dropped entered. */
    Tape tape(Segment segment, Optional<Draws> draws, Memory memory) {
        Tape tape = new Tape(segment.graph(), memory);
        Map<String, LearnedTensor> all = new LinkedHashMap<>(parameters);
        statistics.values().forEach(one -> all.putAll(one.tensors()));
        segment.parameters().forEach(name -> tape.lend(name, all.get(name).array()));
        segment.drops().forEach(place -> {
            long number = draws.orElseThrow().stream(place.name()).nextLong();
            long[] settings = DropOp.settings(number, place.probability());
            tape.give(place.name(), memory.take(settings[0], settings[1], DataType.INT64));
        });
        return tape;
    }

    /** Takes the batch of a training run into the running statistics. */
    void addStatistics(Tape tape, int rows) {
        training.norms()
                .forEach(norm ->
                        statistics.get(norm.name()).add(tape.get(norm.mean()), tape.get(norm.variance()), rows));
    }

    /** Who takes the gradients of a run back. */
    Harvest harvest(Map<String, String> gradients) {
        return Harvest.of(gradients, parameters);
    }

    /** Values that can be asked for by name. */
    void requireNamed(Collection<String> names) {
        for (String name : names) {
            if (!evaluation.graph().hasVariable(name)) {
                throw new IllegalArgumentException("expected the name of a result of the network, found " + name);
            }
        }
    }

    @Override
    public void close() {
        parameters.values().forEach(LearnedTensor::close);
        statistics.values().forEach(RunningStatistics::close);
    }
}
