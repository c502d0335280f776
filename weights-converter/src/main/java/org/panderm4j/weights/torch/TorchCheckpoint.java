package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.TensorSource;

/** A file of torch's, of either format, with its pickle read and its tensors still in the file. */
final class TorchCheckpoint implements Checkpoint {
    private final CheckpointFile file;
    private final String format;
    private final Map<String, TensorSource> tensors;
    private final Map<String, Object> values;
    private final List<String> skipped;

    private TorchCheckpoint(
            CheckpointFile file,
            String format,
            Map<String, TensorSource> tensors,
            Map<String, Object> values,
            List<String> skipped) {
        this.file = file;
        this.format = format;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.values = Collections.unmodifiableMap(values);
        this.skipped = Collections.unmodifiableList(skipped);
    }

    /** Checks every tensor of the contents against its storage. */
    static TorchCheckpoint of(CheckpointFile file, String format, Object top, StorageCatalog storages)
            throws IOException {
        TorchContents contents = TorchContents.of(file.path(), top);
        TensorFactory factory = new TensorFactory(file, storages);
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorView> entry : contents.tensors().entrySet()) {
            tensors.put(entry.getKey(), factory.source(entry.getKey(), entry.getValue()));
        }
        return new TorchCheckpoint(file, format, tensors, contents.values(), contents.skipped());
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Map<String, TensorSource> tensors() {
        return tensors;
    }

    @Override
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public List<String> skipped() {
        return skipped;
    }

    @Override
    public void close() {
        file.close();
    }
}
