package org.panderm4j.nn.backprop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.ops.impl.transforms.same.Identity;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.nd4j.HostMemory;

/** Runs single operations of a graph with arrays of {@link Memory}. Nothing is copied that only gets another shape or name. */
final class Interpreter {
    private final SameDiff graph;
    private final Memory memory;
    private final Optional<FastProduct> products;
    /** None where arrays lie on a device: fetching them would take longer than ND4J takes. */
    private final Optional<SmallOperations> smallOperations;

    Interpreter(SameDiff graph, Memory memory) {
        this.graph = graph;
        this.memory = memory;
        this.products = memory.kernels().map(kernels -> new FastProduct(kernels, memory));
        this.smallOperations = HostMemory.isShared() ? Optional.of(new SmallOperations(memory)) : Optional.empty();
    }

    /**
     * Runs one operation.
     *
     * @param arguments null where the operation looks at the shape only
     * @return arrays of {@link Memory}, arguments, or views of either that begin where they do
     */
    INDArray[] run(SameDiffOp operation, INDArray[] arguments, long[][] shapes) {
        DifferentialFunction function = operation.getOp();
        if (function instanceof HostOp own) {
            return own.run(arguments, shapes, memory);
        }
        if (function instanceof Identity) {
            return new INDArray[] {arguments[0]};
        }
        if (function instanceof Reshape && arguments.length == 2) {
            return new INDArray[] {reshape(arguments[0], arguments[1].toLongVector())};
        }
        if (function instanceof Reshape reshape && reshape.iArgs().length > 0) {
            return new INDArray[] {reshape(arguments[0], withoutOrder(reshape.iArgs()))};
        }
        if (function instanceof Mmul product && products.isPresent()) {
            return new INDArray[] {products.get().multiply(product, arguments[0], arguments[1])};
        }
        Optional<INDArray[]> small = smallOperations.flatMap(operations -> operations.run(function, arguments));
        if (small.isPresent()) {
            return small.get();
        }
        return function instanceof CustomOp custom
                ? custom(operation, (DynamicCustomOp) custom, arguments)
                : plain(operation, (Op) function, arguments);
    }

    /** Whether an operation is a product that the fast library computes. */
    boolean isProduct(SameDiffOp operation) {
        return products.isPresent() && operation.getOp() instanceof Mmul;
    }

    /** Adds such a product of two matrices to a gradient. */
    void addProduct(SameDiffOp operation, INDArray left, INDArray right, LearnedTensor tensor) {
        products.orElseThrow().addTo(tensor, (DynamicCustomOp) operation.getOp(), left, right);
    }

    /** The operation's integers may begin with a negative code of the order. */
    private static long[] withoutOrder(long... integers) {
        boolean ordered = integers[0] == -'c' || integers[0] == -'f';
        return ordered ? Arrays.copyOfRange(integers, 1, integers.length) : integers;
    }

    private INDArray reshape(INDArray array, long... shape) {
        return memory.dense(array).reshape('c', shape);
    }

    private INDArray[] custom(SameDiffOp operation, DynamicCustomOp custom, INDArray... arguments) {
        return execute(custom, arguments, context -> {
            context.setIArguments(custom.iArgs());
            context.setTArguments(custom.tArgs());
            context.setBArguments(custom.bArgs());
            context.setDArguments(custom.dArgs());
            INDArray[] results = results(operation, custom.calculateOutputShape(context));
            context.setOutputArrays(results);
            Nd4j.getExecutioner().exec((CustomOp) custom, context);
            return results;
        });
    }

    private INDArray[] plain(SameDiffOp operation, Op op, INDArray... arguments) {
        return execute(op, arguments, context -> {
            INDArray[] results = results(operation, ((DifferentialFunction) op).calculateOutputShape(context));
            context.setOutputArrays(results);
            Nd4j.getExecutioner().exec(op, context);
            return results;
        });
    }

    private static INDArray[] execute(Object what, INDArray[] arguments, Function<OpContext, INDArray[]> execution) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        try {
            context.setInputArrays(arguments);
            return execution.apply(context);
        } finally {
            close(context, what);
        }
    }

    private static void close(OpContext context, Object what) {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("the context of " + what + " cannot be closed", e);
        }
    }

    private INDArray[] results(SameDiffOp operation, List<LongShapeDescriptor> forms) {
        INDArray[] results = new INDArray[forms.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = memory.take(typed(operation, i, forms.get(i)));
        }
        return results;
    }

    /** Some operations may give several types, and do not know which the graph expects. */
    private LongShapeDescriptor typed(SameDiffOp operation, int index, LongShapeDescriptor form) {
        DataType expected =
                graph.getVariable(operation.getOutputsOfOp().get(index)).dataType();
        return form.dataType() == expected ? form : form.asDataType(expected);
    }
}
