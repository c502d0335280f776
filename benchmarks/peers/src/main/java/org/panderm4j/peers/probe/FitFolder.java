package org.panderm4j.peers.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.benchmarks.MadeUpFeatures;
import org.panderm4j.data.npy.Npy;

/** A folder for as long as a contest lasts: the features and the script that fits them with scikit-learn. */
final class FitFolder implements AutoCloseable {
    static final String SCRIPT = "scikit_learn.py";
    private static final String FEATURES = "features.npy";
    private static final String LABELS = "labels.npy";

    private final Path path;

    FitFolder(MadeUpFeatures data) throws IOException {
        path = Files.createTempDirectory("linear-probe");
        int width = data.width();
        float[] values = new float[Math.multiplyExact(data.rows().length, width)];
        for (int i = 0; i < data.rows().length; i++) {
            System.arraycopy(data.rows()[i], 0, values, i * width, width);
        }
        Npy.write(path.resolve(FEATURES), values, data.rows().length, width);
        long[] labels = Arrays.stream(data.labels()).asLongStream().toArray();
        Npy.write(path.resolve(LABELS), labels, labels.length);
        try (InputStream script = FitFolder.class.getResourceAsStream(SCRIPT)) {
            Files.copy(script, path.resolve(SCRIPT));
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of(FEATURES, LABELS, SCRIPT)) {
            Files.deleteIfExists(path.resolve(name));
        }
        Files.deleteIfExists(path);
    }
}
