package org.panderm4j.nn.sae.fused;

import java.util.function.Supplier;
import org.panderm4j.nn.train.Workers;

/** Activations in native memory, [count, m], none below 0, read row by row. */
final class Activations {
    private final GrowingFloats memory;
    private final int features;
    private final Workers workers;

    Activations(GrowingFloats memory, int features, Workers workers) {
        this.memory = memory;
        this.features = features;
        this.workers = workers;
    }

    /** Work on a row of a piece. */
    @FunctionalInterface
    interface RowWork<S> {
        void apply(S scratch, int piece, int row, float[] values);
    }

    int features() {
        return features;
    }

    /** Reads all rows; those of a piece one after the other, by one thread. */
    <S> void forEach(int count, Supplier<S> scratch, RowWork<S> work) {
        Pieces pieces = Pieces.of(count);
        workers.run(pieces.count(), () -> new Own<>(scratch.get(), new float[features]), (own, piece) -> {
            for (int row = pieces.from(piece); row < pieces.to(piece); row++) {
                memory.view((long) row * features, features).get(own.row());
                work.apply(own.scratch(), piece, row, own.row());
            }
        });
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Own<S>(S scratch, float[] row) {}

    /** Overwrites a row. */
    void put(int row, float[] values, int length) {
        memory.view((long) row * features, length).put(values, 0, length);
    }
}
