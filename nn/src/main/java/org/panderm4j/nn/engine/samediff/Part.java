package org.panderm4j.nn.engine.samediff;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.tower.Weights;

/** A tower, or the stem or the heads of one, whose weights lie in memory as long as it is open. */
final class Part implements AutoCloseable {
    private final Constants constants;
    private final Session session;

    private Part(Constants constants, Session session) {
        this.constants = constants;
        this.session = session;
    }

    /**
     * Builds the graph and reads the weights into it.
     *
     * @param pool for scratch memory; taken over, parts of one tower may share it
     * @param definition adds the operations to the graph
     */
    static Part open(ArrayPool pool, Weights weights, String prefix, BiConsumer<SameDiff, Parameters> definition) {
        SameDiff graph = emptyGraph();
        Constants constants = new Constants(graph, weights, prefix);
        try {
            definition.accept(graph, constants);
        } catch (RuntimeException e) {
            constants.close();
            throw e;
        }
        return new Part(constants, new Session(graph, pool));
    }

    /** A graph that keeps arrays as they are given to it, without a copy for each thread. */
    static SameDiff emptyGraph() {
        SameDiff graph = SameDiff.create();
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
        return graph;
    }

    /** Runs the graph; what {@code use} is given is valid until it returns. */
    <T> T run(List<String> outputs, Map<String, INDArray> inputs, Function<Map<String, INDArray>, T> use) {
        return session.run(outputs, inputs, use);
    }

    @Override
    public void close() {
        session.close();
        constants.close();
    }
}
