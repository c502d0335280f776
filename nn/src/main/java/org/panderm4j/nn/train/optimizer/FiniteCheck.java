package org.panderm4j.nn.train.optimizer;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;

/** Looks for NaN and infinity in many tensors, a pass over their bytes shared by all threads. */
public final class FiniteCheck {
    private final Workers workers;

    public FiniteCheck(Workers workers) {
        this.workers = workers;
    }

    /**
     * Looks through them.
     *
     * @param tensors by name, in order
     * @return name of the first that holds a value that is not finite
     */
    public Optional<String> firstNotFinite(Map<String, Snapshot.Values> tensors) {
        FloatBuffer[] values =
                tensors.values().stream().map(Snapshot.Values::values).toArray(FloatBuffer[]::new);
        Chunks chunks = new Chunks(values);
        AtomicInteger first = new AtomicInteger(values.length);
        workers.run(chunks.count(), () -> new float[Chunks.SIZE], (piece, chunk) -> {
            int tensor = chunks.parameter(chunk);
            if (tensor < first.get()) {
                chunks.read(chunk, values[tensor], piece);
                if (!isFinite(piece, chunks.length(chunk))) {
                    first.accumulateAndGet(tensor, Math::min);
                }
            }
        });
        List<String> names = List.copyOf(tensors.keySet());
        return first.get() < names.size() ? Optional.of(names.get(first.get())) : Optional.empty();
    }

    /** Four sums side by side, as one alone would wait for every addition: 0 exactly if all values are finite. */
    private static boolean isFinite(float[] values, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
            c += values[i + 2] * 0;
            d += values[i + 3] * 0;
        }
        for (; i < length; i++) {
            a += values[i] * 0;
        }
        return a + b + c + d == 0;
    }
}
