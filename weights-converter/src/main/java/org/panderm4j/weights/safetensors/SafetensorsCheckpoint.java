package org.panderm4j.weights.safetensors;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.TensorSource;

/** Tensors of one safetensors file or of several shards. */
final class SafetensorsCheckpoint implements Checkpoint {
    private final Path file;
    private final String format;
    private final Map<String, TensorSource> tensors;
    private final Map<String, Object> values;
    private final List<String> skipped;
    private final List<CheckpointFile> open;

    SafetensorsCheckpoint(
            Path file,
            String format,
            Map<String, TensorSource> tensors,
            Map<String, ?> values,
            List<String> skipped,
            List<CheckpointFile> open) {
        this.file = file;
        this.format = format;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.skipped = List.copyOf(skipped);
        this.open = List.copyOf(open);
    }

    @Override
    public Path file() {
        return file;
    }

    /** A single file is open itself; an index has been closed and lies before its shards. */
    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(file), open.stream().map(CheckpointFile::path))
                .distinct()
                .toList();
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
        open.forEach(CheckpointFile::close);
    }
}
