package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.train.NativeParameter;
import org.panderm4j.nn.train.Workers;

/** A graph that holds its losses: rows in, the gradients of weighted losses out, written to parameters that others own. */
public final class LossGraph implements AutoCloseable {
    private final Form form;
    private final SameDiff graph = SameDiff.create();
    private final Map<String, LearnedTensor> tensors = new LinkedHashMap<>();
    private final Map<String, NativeParameter> parameters = new HashMap<>();
    private final Map<String, String> gradients;
    private final Plan forward;
    private final Plan back;
    private final Memory memory;

    /**
     * What a graph takes and gives.
     *
     * @param input name of the placeholder of the rows
     * @param width of a row
     * @param losses names of results [rows, 1], of whose means over the rows gradients are wanted
     * @param results names of further results that are asked for after a run with gradients
     * @param definition adds the operations
     */
    public record Form(String input, int width, List<String> losses, List<String> results, Definition definition) {
        public Form {
            losses = List.copyOf(losses);
            results = List.copyOf(results);
        }
    }

    /** Adds the operations of a network and its losses to a graph. */
    @FunctionalInterface
    public interface Definition {
        /**
         * Builds it once, and gives losses and results their names.
         *
         * @param x placeholder of the rows, [rows, width]
         * @param parameters in the shapes in which the graph wants them
         */
        void build(SameDiff graph, SDVariable x, Parameters parameters);
    }

    /** Results of a run, while it lasts. */
    @FunctionalInterface
    public interface Values {
        /** In C order, from position 0. */
        FloatBuffer get(String name);
    }

    private LossGraph(Form form, List<NativeParameter> learned, Memory memory) {
        this.form = form;
        this.memory = memory;
        learned.forEach(parameter -> parameters.put(parameter.name(), parameter));
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
        Map<String, SDVariable> placeholders = new HashMap<>();
        form.definition()
                .build(
                        graph,
                        graph.placeHolder(form.input(), DataType.FLOAT, -1, form.width()),
                        (name, shape) -> placeholders.computeIfAbsent(name, any -> placeholder(name, shape)));
        Plan all = Plan.of(graph, results(), Set.of(), Set.of());
        Map<String, SDVariable> seeds = new HashMap<>();
        form.losses().forEach(loss -> seeds.put(loss, graph.placeHolder(seed(loss), DataType.FLOAT, -1, 1)));
        gradients = Backpropagation.add(graph, seeds, tensors.keySet());
        back = Plan.of(graph, gradients.values(), all.made(), Set.of());
        forward = Plan.of(graph, results(), Set.of(), new HashSet<>(back.needed()));
    }

    private SDVariable placeholder(String name, long... shape) {
        tensors.put(name, LearnedTensor.over(parameters.get(name), shape));
        return graph.placeHolder(name, DataType.FLOAT, shape);
    }

    private List<String> results() {
        List<String> results = new ArrayList<>(form.losses());
        results.addAll(form.results());
        return results;
    }

    private static String seed(String loss) {
        return "gradient." + loss;
    }

    /**
     * Builds the graph.
     *
     * @param parameters all that the definition asks for; they stay the caller's and must be closed after this
     * @param threads for what is computed here, and for ND4J's operations in this process; 0 for all processors, and leaves ND4J its
     *     own choice
     */
    public static LossGraph open(Form form, List<NativeParameter> parameters, int threads) {
        int own = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Memory memory = new Memory(Memory.kernelsHere(), new Workers(own), Memory.MOST);
        LossGraph opened = null;
        try {
            Nd4jBackend.useThreads(threads);
            opened = new LossGraph(form, parameters, memory);
            return opened;
        } finally {
            if (opened == null) {
                memory.close();
            }
        }
    }

    /** Threads for what no library does. */
    public Workers workers() {
        return memory.workers();
    }

    /**
     * Runs forward and back, and sets the gradients of all parameters.
     *
     * @param x [rows, width], from its position on
     * @param weights of the losses, by name
     * @param reader is shown losses and results
     */
    public void gradients(FloatBuffer x, int rows, Map<String, Double> weights, Consumer<Values> reader) {
        run(x, rows, tape -> {
            tape.run(forward);
            reader.accept(name -> floats(tape.get(name)));
            for (String loss : form.losses()) {
                INDArray seed = memory.take(rows, 1);
                seed.assign(weights.get(loss) / rows);
                tape.give(seed(loss), seed);
            }
            tensors.forEach((name, tensor) -> {
                parameters.get(name).gradientAddress();
                tensor.clearGradient();
            });
            tape.run(back, Harvest.of(gradients, tensors));
            tensors.values().forEach(LearnedTensor::store);
        });
    }

    /**
     * Runs forward alone, to some results.
     *
     * @param x [rows, width], from its position on
     */
    public void values(FloatBuffer x, int rows, Collection<String> names, Consumer<Values> reader) {
        Plan plan = Plan.of(graph, names, Set.of(), Set.of());
        run(x, rows, tape -> {
            tape.run(plan);
            reader.accept(name -> floats(tape.get(name)));
        });
    }

    private void run(FloatBuffer x, int rows, Consumer<Tape> work) {
        INDArray entered = memory.take(rows, form.width());
        Memory.floats(entered).put(x.slice(x.position(), rows * form.width()));
        try (Tape tape = new Tape(graph, memory)) {
            tensors.forEach((name, tensor) -> {
                tensor.load();
                tape.lend(name, tensor.array());
            });
            tape.give(form.input(), entered);
            work.accept(tape);
        } finally {
            memory.endStep();
        }
    }

    private FloatBuffer floats(INDArray array) {
        return Memory.floats(memory.dense(array));
    }

    @Override
    public void close() {
        memory.close();
        tensors.values().forEach(LearnedTensor::close);
    }
}
