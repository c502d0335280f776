package org.panderm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;

/** All of a stored snapshot on the heap, for comparison. */
final class LoadedSnapshot {
    private LoadedSnapshot() {}

    static Snapshot of(SavedState stored) throws IOException {
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        try {
            for (String name : stored.names()) {
                long[] shape = stored.shape(name);
                FloatBuffer values =
                        FloatBuffer.allocate((int) Arrays.stream(shape).reduce(1, Math::multiplyExact));
                stored.copy(name, values);
                tensors.put(name, new Snapshot.Values(shape, values.flip()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Snapshot(stored.step(), stored.numbers(), tensors);
    }
}
