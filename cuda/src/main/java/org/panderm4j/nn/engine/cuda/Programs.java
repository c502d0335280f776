package org.panderm4j.nn.engine.cuda;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Tower;

/** The programs of the shapes used last, with their recordings, over one piece of scratch memory. */
final class Programs implements AutoCloseable {
    /** As many as texts have lengths, and some pictures. */
    private static final int MOST = 96;

    private final Tower tower;
    private final TowerWeights weights;
    private final Arithmetic arithmetic;
    private final Card card;
    private final Operations operations;
    private final Map<Shape, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long address;
    private long room;

    Programs(Tower tower, TowerWeights weights, Arithmetic arithmetic, Card card) {
        this.tower = tower;
        this.weights = weights;
        this.arithmetic = arithmetic;
        this.card = card;
        this.operations = new Operations(card);
    }

    /** A program and what was recorded of it, if it was. */
    static final class Entry {
        private final TowerProgram program;
        private Optional<Recording> recording = Optional.empty();
        /** Where it was placed last. */
        private long placed;

        private boolean warm;

        private Entry(TowerProgram program) {
            this.program = program;
        }

        TowerProgram program() {
            return program;
        }

        private void forget() {
            recording.ifPresent(Recording::close);
            recording = Optional.empty();
        }
    }

    /**
     * The program of a shape, in its place.
     *
     * @throws CudaException.OutOfMemory when there is no room for it
     */
    Entry of(Shape shape) {
        Entry entry = entries.computeIfAbsent(
                shape, any -> new Entry(new TowerProgram(tower, weights, arithmetic, shape, operations)));
        if (entries.size() > MOST) {
            Shape oldest = entries.keySet().iterator().next();
            card.finish();
            entries.remove(oldest).forget();
        }
        place(entry);
        return entry;
    }

    private void place(Entry entry) {
        if (entry.program.bytes() > room) {
            grow(entry.program.bytes());
        }
        if (entry.placed != address) {
            entry.forget();
            entry.placed = address;
        }
        entry.program.place(address);
    }

    private void grow(long bytes) {
        card.finish();
        entries.values().forEach(Entry::forget);
        card.memory().give(address);
        address = 0;
        room = 0;
        address = card.memory().take(bytes, "activations");
        room = bytes;
    }

    /** Queues a program: as it is the first time, since kernels are compiled and tables made then; recorded from then on. */
    void start(Entry entry) {
        if (!entry.warm) {
            entry.program.queue(Sink.NONE);
            entry.warm = true;
            return;
        }
        if (entry.recording.isEmpty()) {
            entry.recording = Optional.of(card.record(() -> entry.program.queue(Sink.NONE)));
        }
        entry.recording.get().start();
    }

    /** Milliseconds of each kind of operation of a shape, queued and waited for one by one. */
    String profile(Shape shape) {
        TowerProgram program = of(shape).program();
        program.queue(Sink.NONE);
        Map<String, Double> times = new LinkedHashMap<>();
        operations.watch((name, work) -> times.merge(name, card.time(work), Double::sum));
        program.queue(Sink.NONE);
        operations.watch((name, work) -> work.run());
        StringBuilder lines = new StringBuilder();
        times.forEach((name, time) ->
                lines.append(String.format(Locale.ROOT, "%8.3f ms  %d  %s%n", time, shape.sequences(), name)));
        return lines.toString();
    }

    /** Gives everything back; more can be asked for. */
    @Override
    public void close() {
        entries.values().forEach(Entry::forget);
        entries.clear();
        card.memory().give(address);
        address = 0;
        room = 0;
    }
}
