package org.panderm4j.nn.backprop;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.ops.impl.transforms.same.Identity;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** Runs single operations of a graph with arrays of {@link Memory}. Nothing is copied that only gets another shape or name. */
final class Interpreter {
    private final SameDiff graph;
    private final Memory memory;

    Interpreter(SameDiff graph, Memory memory) {
        this.graph = graph;
        this.memory = memory;
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
        return function instanceof CustomOp custom
                ? custom(operation, (DynamicCustomOp) custom, arguments)
                : plain(operation, (Op) function, arguments);
    }

    /** The operation's integers may begin with a negative code of the order. */
    private static long[] withoutOrder(long... integers) {
        boolean ordered = integers[0] == -'c' || integers[0] == -'f';
        return ordered ? java.util.Arrays.copyOfRange(integers, 1, integers.length) : integers;
    }

    private INDArray reshape(INDArray array, long... shape) {
        return memory.dense(array).reshape('c', shape);
    }

    private INDArray[] custom(SameDiffOp operation, DynamicCustomOp custom, INDArray... arguments) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        try (OpContext context = executioner.buildContext()) {
            context.setInputArrays(arguments);
            context.setIArguments(custom.iArgs());
            context.setTArguments(custom.tArgs());
            context.setBArguments(custom.bArgs());
            context.setDArguments(custom.dArgs());
            List<LongShapeDescriptor> forms = custom.calculateOutputShape(context);
            INDArray[] results = new INDArray[forms.size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = memory.take(typed(operation, i, forms.get(i)));
                context.setOutputArray(i, results[i]);
            }
            executioner.exec(custom, context);
            return results;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("operation " + operation.getName() + " of the graph failed", e);
        }
    }

    private INDArray[] plain(SameDiffOp operation, Op op, INDArray... arguments) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        try (OpContext context = executioner.buildContext()) {
            context.setInputArrays(arguments);
            List<LongShapeDescriptor> forms = ((DifferentialFunction) op).calculateOutputShape(context);
            INDArray result = memory.take(typed(operation, 0, forms.get(0)));
            context.setOutputArray(0, result);
            executioner.exec(op, context);
            return new INDArray[] {result};
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("operation " + operation.getName() + " of the graph failed", e);
        }
    }

    /** Some operations may give several types, and do not know which the graph expects. */
    private LongShapeDescriptor typed(SameDiffOp operation, int index, LongShapeDescriptor form) {
        DataType expected =
                graph.getVariable(operation.getOutputsOfOp().get(index)).dataType();
        return form.dataType() == expected ? form : form.asDataType(expected);
    }
}
