package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** A primitive with the arrays that it works on. */
final class Execution implements Step {
    private final Primitive primitive;
    private final List<Location> locations = new ArrayList<>();
    private final List<dnnl_memory> memories = new ArrayList<>();
    private final dnnl_exec_arg_t arguments;
    private final int count;

    private Execution(Primitive primitive, int count) {
        this.primitive = primitive;
        this.count = count;
        this.arguments = new dnnl_exec_arg_t(count);
    }

    /** An array and its role, e.g. {@code DNNL_ARG_SRC}. */
    record Argument(int role, Location location, dnnl_memory_desc layout) {}

    /**
     * @param arguments whose layouts are copied
     */
    static Execution of(Primitive primitive, List<Argument> arguments) {
        Execution execution = new Execution(primitive, arguments.size() + 1);
        for (Argument argument : arguments) {
            execution.add(argument.role(), argument.location(), argument.layout());
        }
        execution.add(DNNL_ARG_SCRATCHPAD, Location.SCRATCHPAD, primitive.scratchpad());
        return execution;
    }

    /** The same with views, whose descriptions are made and destroyed here. */
    static Execution ofViews(Primitive primitive, List<Role> roles) {
        List<Argument> arguments = roles.stream()
                .map(role -> new Argument(
                        role.role(),
                        role.view().location(),
                        role.view().layout().describe()))
                .toList();
        try {
            return of(primitive, arguments);
        } finally {
            arguments.forEach(argument -> dnnl_memory_desc_destroy(argument.layout()));
        }
    }

    /** A view and its role. */
    record Role(int role, View view) {}

    private void add(int role, Location location, dnnl_memory_desc layout) {
        dnnl_memory memory = new dnnl_memory();
        OneDnn.check(dnnl_memory_create(memory, layout, OneDnn.engine(), null), "a place of an array");
        dnnl_exec_arg_t argument = arguments.getPointer(memories.size());
        argument.arg(role).memory(memory);
        memories.add(memory);
        locations.add(location);
    }

    @Override
    public void bind(Workspace.Bases bases) {
        for (int i = 0; i < memories.size(); i++) {
            point(i, locations.get(i).address(bases));
        }
    }

    /** Likewise, with other arrays of the same layouts in the same roles. */
    void bind(Workspace.Bases bases, List<Role> roles) {
        for (int i = 0; i < roles.size(); i++) {
            point(i, roles.get(i).view().location().address(bases));
        }
        point(roles.size(), bases.scratchpad());
    }

    private void point(int argument, long address) {
        OneDnn.check(
                dnnl_memory_set_data_handle(memories.get(argument), new Address(address)), "the address of an array");
    }

    @Override
    public void run(Call call) {
        run(call.stream());
    }

    void run(dnnl_stream stream) {
        OneDnn.check(dnnl_primitive_execute(primitive.handle(), stream, count, arguments), primitive.implementation());
    }

    @Override
    public void close() {
        memories.forEach(memory -> dnnl_memory_destroy(memory));
        arguments.close();
    }
}
