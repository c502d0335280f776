package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.train.Workers;

/**
 * A form's operations and the way back through them as {@link GraphNetwork} has them, in double precision: what is left of a
 * difference is not float32's rounding. Nothing is dropped.
 */
public final class DoubleGraph implements AutoCloseable {
    private static final String OUTPUT = "output";
    private static final String GRADIENT = "gradient";

    private final GraphForm form;
    private final Memory memory = new Memory(Optional.empty(), new Workers(1), Memory.MOST);
    private final SameDiff graph = SameDiff.create();
    private final Map<String, SDVariable> tensors = new HashMap<>();
    private final Map<String, String> gradients;
    private final Plan forward;
    private final Plan back;

    /**
     * @param training whether batch norms take the statistics of the batch
     */
    public DoubleGraph(GraphForm form, boolean training) {
        this.form = form;
        Map<String, SDVariable> inputs = new LinkedHashMap<>();
        form.inputs().forEach((name, width) -> inputs.put(name, graph.placeHolder(name, DataType.DOUBLE, -1, width)));
        TrainingStyle style = new TrainingStyle(
                graph, new TrainingStyle.Choice(Dropping.NONE, Optional.empty(), Optional.empty(), training));
        SDVariable made = form.definition()
                .build(
                        inputs,
                        (name, shape) ->
                                tensors.computeIfAbsent(name, any -> graph.placeHolder(name, DataType.DOUBLE, shape)),
                        style);
        graph.identity(OUTPUT, made);
        SDVariable seed = graph.placeHolder(GRADIENT, DataType.DOUBLE, -1, form.output());
        Set<String> wanted = new HashSet<>(form.parameters().keySet());
        wanted.addAll(form.inputs().keySet());
        gradients = Backpropagation.add(graph, Map.of(OUTPUT, seed), wanted);
        Plan all = Plan.of(graph, List.of(OUTPUT), Set.of(), Set.of());
        back = Plan.of(graph, gradients.values(), all.made(), Set.of());
        forward = Plan.of(graph, List.of(OUTPUT), Set.of(), back.needed());
    }

    /**
     * Runs forward and back.
     *
     * @param values of parameters and running statistics by name, in C order
     * @param inputs [b][width] by name
     * @param loss gradient of the loss by the output, of the output, [b][output]
     * @return gradients by parameters and inputs, by name, in C order; 0 of what has no part in the output
     */
    public Map<String, double[]> gradients(
            Map<String, double[]> values, Map<String, double[][]> inputs, UnaryOperator<double[][]> loss) {
        List<INDArray> lent = new ArrayList<>();
        try (Tape tape = new Tape(graph, memory)) {
            inputs.forEach((name, rows) -> tape.lend(name, noted(Nd4j.createFromArray(rows), lent)));
            tensors.forEach((name, tensor) -> tape.lend(
                    name, noted(Nd4j.createFromArray(values.get(name)), lent).reshape('c', tensor.getShape())));
            tape.run(forward);
            double[][] byOutput = loss.apply(tape.get(OUTPUT).toDoubleMatrix());
            tape.lend(GRADIENT, noted(Nd4j.createFromArray(byOutput), lent));
            tape.run(back);
            Map<String, double[]> found = new LinkedHashMap<>();
            form.parameters().keySet().forEach(name -> found.put(name, gradient(tape, name, values.get(name).length)));
            inputs.forEach((name, rows) -> found.put(name, gradient(tape, name, rows.length * rows[0].length)));
            return found;
        } finally {
            memory.endStep();
            lent.forEach(INDArray::close);
        }
    }

    private static INDArray noted(INDArray array, List<INDArray> lent) {
        lent.add(array);
        return array;
    }

    private double[] gradient(Tape tape, String name, int length) {
        if (!gradients.containsKey(name)) {
            return new double[length];
        }
        try (INDArray plain = tape.get(gradients.get(name)).dup('c')) {
            return plain.data().asDouble();
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
