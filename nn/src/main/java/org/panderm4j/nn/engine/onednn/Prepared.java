package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_wait;

import java.util.List;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * A primitive that is run again and again on other arrays of the same layouts. Telling the library of an array takes longer than a
 * small operation itself, so it is told once, and then only where the arrays lie.
 */
final class Prepared implements AutoCloseable {
    private final Primitive primitive;
    private final Execution execution;

    /** Takes over the primitive; of the roles, only which they are and their layouts count. */
    Prepared(Primitive primitive, List<Execution.Role> roles) {
        this.primitive = primitive;
        this.execution = Execution.ofViews(primitive, roles);
    }

    /** Runs to the end on the arrays of these roles, which stand in the order that it was made with. */
    void run(dnnl_stream stream, Workspace workspace, List<Execution.Role> roles) {
        execution.bind(workspace.reserve(0, primitive.scratchpadBytes()), roles);
        execution.run(stream);
        OneDnn.check(dnnl_stream_wait(stream), "the end of an operation");
    }

    @Override
    public void close() {
        execution.close();
        primitive.close();
    }
}
