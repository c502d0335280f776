package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_wait;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A tower compiled for parts of one form: steps, one after the other, over scratch memory that the caller lends. */
final class Program implements AutoCloseable {
    private final List<Stage> stages;
    private final List<Primitive> primitives;
    private final long scratchBytes;
    private Workspace.Bases bound = Workspace.Bases.NONE;

    /**
     * @param stages in order; taken over
     * @param primitives that they execute; taken over
     * @param scratchBytes of memory that a run needs for arrays
     */
    Program(List<Stage> stages, List<Primitive> primitives, long scratchBytes) {
        this.stages = List.copyOf(stages);
        this.primitives = List.copyOf(primitives);
        this.scratchBytes = scratchBytes;
    }

    /**
     * A step and what it is good for.
     *
     * @param step the step
     * @param only outputs for whose sake alone it is done; empty where everything behind it depends on it
     * @param delivers outputs that it puts among the results
     */
    record Stage(Step step, Set<String> only, Set<String> delivers) {}

    /** Memory for arrays that a run needs. */
    long scratchBytes() {
        return scratchBytes;
    }

    /** Memory that its primitives need for themselves, one at a time. */
    long scratchpadBytes() {
        return primitives.stream().mapToLong(Primitive::scratchpadBytes).max().orElse(0);
    }

    List<Primitive> primitives() {
        return primitives;
    }

    /** Runs the steps that the results asked for need, and no step behind the last of them. */
    void run(Call call) {
        bind(call.bases());
        Set<String> missing = new HashSet<>(call.results().wanted());
        for (Stage stage : stages) {
            if (missing.isEmpty()) {
                break;
            }
            if (stage.only().isEmpty() || call.results().wants(stage.only())) {
                stage.step().run(call);
                missing.removeAll(stage.delivers());
            }
        }
        OneDnn.check(dnnl_stream_wait(call.stream()), "the end of a batch");
    }

    private void bind(Workspace.Bases bases) {
        if (!bound.equals(bases)) {
            stages.forEach(stage -> stage.step().bind(bases));
            bound = bases;
        }
    }

    @Override
    public void close() {
        stages.forEach(stage -> stage.step().close());
        primitives.forEach(Primitive::close);
    }
}
