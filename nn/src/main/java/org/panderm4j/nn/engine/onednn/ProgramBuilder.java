package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the steps of a program, its scratch arrays and its primitives, each made once. */
final class ProgramBuilder {
    private final List<Program.Stage> stages = new ArrayList<>();
    private final Map<Object, Primitive> primitives = new LinkedHashMap<>();
    private final Map<String, View> shared = new HashMap<>();
    private long scratchBytes;
    private Set<String> only = Set.of();

    /** Scratch memory for an array, until the end of the run. */
    View scratch(Layout layout) {
        View view = new View(new Location(Location.Kind.SCRATCH, scratchBytes), layout);
        scratchBytes += NativeMemory.aligned(layout.bytes());
        return view;
    }

    /** Scratch memory that all who ask for that name use in turn. */
    View shared(String name, Layout layout) {
        View before = shared.get(name);
        if (before == null || before.layout().bytes() < layout.bytes()) {
            shared.put(name, scratch(layout));
        }
        return new View(shared.get(name).location(), layout);
    }

    /** The steps that {@code adding} adds are done for the sake of these outputs alone. */
    void onlyFor(Set<String> outputs, Runnable adding) {
        Set<String> before = only;
        only = outputs;
        adding.run();
        only = before;
    }

    void add(Step step) {
        stages.add(new Program.Stage(step, only, Set.of()));
    }

    /**
     * The primitive of that key, made if there is none yet.
     *
     * @param key all that it depends on
     */
    Primitive primitive(Object key, Supplier<Primitive> making) {
        return primitives.computeIfAbsent(key, any -> making.get());
    }

    /**
     * Executes a primitive.
     *
     * @param roles the arrays that it works on
     */
    void execute(Primitive primitive, List<Execution.Role> roles) {
        add(Execution.ofViews(primitive, roles));
    }

    /**
     * Puts an array among the results, where it is asked for.
     *
     * @param name of the output
     * @param view dense float32, one entry for each sequence
     * @param inner shape of one sequence's value
     */
    void deliver(String name, View view, long... inner) {
        Set<String> itself = Set.of(name);
        stages.add(new Program.Stage(new Delivery(name, view.location(), inner), itself, itself));
    }

    Program build() {
        return new Program(stages, List.copyOf(primitives.values()), scratchBytes);
    }

    /** Gives back what has been made, where there will be no program. */
    void abandon() {
        build().close();
    }
}
