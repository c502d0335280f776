package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_stream;

/** A program under construction and the arrays that it reads; they go over to the operation that comes of it. */
final class SingleProgram {
    private final NativeMemory memory = NativeMemory.ofMachine();
    private final dnnl_stream stream = new dnnl_stream();
    private final ProgramBuilder program = new ProgramBuilder();
    private final Packing packing;
    private final Arithmetic arithmetic;

    SingleProgram(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
        OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "a queue");
        this.packing = new Packing(memory, stream);
    }

    ProgramBuilder builder() {
        return program;
    }

    Operations operations() {
        return new Operations(program, arithmetic);
    }

    /** An array in float32. */
    View exact(float[] values, long... dims) {
        View view = array(Format.F32, dims);
        Address.floats(view.location().value(), values.length).put(values);
        return view;
    }

    /** An array in the blocks' own format. */
    View rounded(float[] values, long... dims) {
        View exact = exact(values, dims);
        if (arithmetic.format() == Format.F32) {
            return exact;
        }
        View rounded = array(arithmetic.format(), dims);
        ProgramBuilder rounding = new ProgramBuilder();
        new Operations(rounding, arithmetic).copy(exact, rounded);
        try (Program once = rounding.build()) {
            once.run(call(new Workspace(memory).reserve(once.scratchBytes(), once.scratchpadBytes())));
        }
        return rounded;
    }

    /** An array in the blocks' own format, to be written. */
    View result(long... dims) {
        return array(arithmetic.format(), dims);
    }

    private View array(Format format, long... dims) {
        Layout layout = Layout.dense(format, dims);
        return new View(Location.fixed(memory.take(layout.bytes())), layout);
    }

    /** Weights as a block has them: the scale is inside matrix and bias. */
    PackedLinear pack(LinearOperands operands) {
        Optional<View> bias = operands.bias()
                .map(values -> operands.scale()
                        .map(scale -> Parameters.product(values, scale))
                        .orElse(values))
                .map(values -> exact(values, 1, values.length));
        try (Matrix matrix = new Matrix(memory, operands.out(), operands.in())) {
            matrix.values().put(operands.weight());
            operands.scale().ifPresent(matrix::scaleOutputs);
            return packing.pack(matrix.view(), bias, arithmetic);
        }
    }

    /** Ends the construction. */
    SingleOperation giving(View result) {
        ProgramBuilder reading = new ProgramBuilder();
        View exact = array(Format.F32, result.layout().dim(0), result.layout().dim(1));
        new Operations(reading, arithmetic).copy(result, exact);
        Program once = program.build();
        Program read = reading.build();
        long scratchpad = Math.max(once.scratchpadBytes(), read.scratchpadBytes());
        Call call = call(new Workspace(memory).reserve(once.scratchBytes(), scratchpad));
        return new SingleOperation(memory, packing, once, read, call, exact);
    }

    /** Nothing is delivered, so that every step is run. */
    private Call call(Workspace.Bases bases) {
        return new Call(Part.NONE, new Results(0, List.of("everything")), stream, bases, 0);
    }
}
