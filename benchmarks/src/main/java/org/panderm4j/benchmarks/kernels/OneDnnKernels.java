package org.panderm4j.benchmarks.kernels;

import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.LinearOperands;
import org.panderm4j.nn.engine.onednn.SingleOperation;
import org.panderm4j.nn.engine.onednn.SingleOperations;

/** Kernels of the fast engine, as its own compilers make them. */
final class OneDnnKernels implements Kernels {
    private final SingleOperations operations;

    OneDnnKernels(Precision precision) {
        this.operations = new SingleOperations(precision);
    }

    @Override
    public Kernel linear(LinearShape shape) {
        LinearShape.Fusion fusion = shape.fusion();
        return kernel(operations.linear(new LinearOperands(
                shape.in(),
                shape.x(),
                shape.weight(),
                only(fusion.hasBias(), shape::bias),
                fusion.hasGelu(),
                only(fusion.hasScale(), shape::scale),
                only(fusion.hasResidual(), shape::residual))));
    }

    private static Optional<float[]> only(boolean wanted, Supplier<float[]> values) {
        return wanted ? Optional.of(values.get()) : Optional.empty();
    }

    @Override
    public Kernel attention(AttentionShape shape) {
        return kernel(operations.attention(shape.queriesKeysValues(), shape.batch(), shape.heads(), shape.headWidth()));
    }

    @Override
    public Kernel layerNorm(RowsShape shape) {
        return kernel(operations.layerNorm(shape.x(), shape.weight(), shape.bias(), RowsShape.EPS));
    }

    @Override
    public Kernel softmax(RowsShape shape) {
        return kernel(operations.softmax(shape.x(), shape.width()));
    }

    @Override
    public Kernel gelu(RowsShape shape) {
        return kernel(operations.gelu(shape.x(), shape.width()));
    }

    private static Kernel kernel(SingleOperation operation) {
        return new Kernel() {
            @Override
            public void run() {
                operation.run();
            }

            @Override
            public float[] result() {
                return operation.result();
            }

            @Override
            public void close() {
                operation.close();
            }
        };
    }
}
