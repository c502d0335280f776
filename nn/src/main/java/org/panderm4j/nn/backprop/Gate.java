package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.train.Workers;

/** Keeps some values of a matrix and sets the others to 0. Gradients pass where what was kept is not 0; the choice itself has none. */
public final class Gate extends HostOp {
    private final Choice choice;

    private Gate(SDVariable x, Choice choice) {
        super(x.getSameDiff(), x);
        this.choice = choice;
    }

    /** What is kept. */
    @FunctionalInterface
    public interface Choice {
        /**
         * Sets to 0 what is not kept and leaves the rest.
         *
         * @param values [rows, width], from position 0
         */
        void apply(FloatBuffer values, int rows, int width, Workers workers);
    }

    /**
     * Adds it to a graph.
     *
     * @param x [rows, width]
     */
    public static SDVariable of(SDVariable x, Choice choice) {
        return new Gate(x, choice).outputVariable();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new GateBack(gradient, this).outputVariables();
    }

    @Override
    public String opName() {
        return "gate";
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray y = memory.take(shapes[0]);
        Memory.copy(arguments[0], y);
        choice.apply(Memory.floats(y), (int) shapes[0][0], (int) shapes[0][1], memory.workers());
        return only(y);
    }

    /** The way back. */
    private static final class GateBack extends HostOp {
        GateBack(SDVariable gradient, Gate forward) {
            super(gradient.getSameDiff(), gradient, forward.outputVariable());
        }

        @Override
        public String opName() {
            return "gate_back";
        }

        @Override
        INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
            int width = (int) shapes[0][1];
            INDArray x = memory.take(shapes[0]);
            Memory.copy(arguments[0], x);
            FloatBuffer gradients = Memory.floats(x);
            FloatBuffer kept = Memory.floats(memory.dense(arguments[1]));
            memory.workers().run((int) shapes[0][0], () -> new float[2][width], (rows, row) -> {
                gradients.get(row * width, rows[0]);
                kept.get(row * width, rows[1]);
                for (int i = 0; i < width; i++) {
                    if (rows[1][i] == 0) {
                        rows[0][i] = 0;
                    }
                }
                gradients.put(row * width, rows[0]);
            });
            return only(x);
        }
    }
}
