package org.panderm4j.fullsize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * Writes weights by {@link Formula} as one safetensors file or, beyond a size, as shards with an index, several at a time.
 *
 * @param stem name of the checkpoint without its ending
 * @param dtype F32 or BF16
 * @param mostBytes in a shard, unless one tensor alone is larger
 */
record FormulaShards(String stem, DType dtype, long mostBytes) {
    /** What the hub's own libraries fill a shard to. */
    static final long USUAL_BYTES = 5_000_000_000L;

    /**
     * Writes the tensors into a folder that exists.
     *
     * @return the file, or the index if there are several
     */
    Path write(Map<String, long[]> shapes, Path folder) throws IOException {
        List<Map<String, long[]>> shards = split(shapes);
        List<String> names = IntStream.rangeClosed(1, shards.size())
                .mapToObj(number -> fileName(number, shards.size()))
                .toList();
        try {
            IntStream.range(0, shards.size())
                    .parallel()
                    .forEach(i -> writeShard(shards.get(i), folder.resolve(names.get(i))));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (shards.size() == 1) {
            return folder.resolve(names.get(0));
        }
        Path index = folder.resolve(stem + ".safetensors.index.json");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(index.toFile(), index(shards, names));
        return index;
    }

    private String fileName(int number, int count) {
        return count == 1 ? stem + ".safetensors" : "%s-%05d-of-%05d.safetensors".formatted(stem, number, count);
    }

    /** In order, each shard as full as it may be. */
    private List<Map<String, long[]>> split(Map<String, long[]> shapes) {
        List<Map<String, long[]>> shards = new ArrayList<>();
        long bytes = Long.MAX_VALUE;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            long more = bytes(tensor.getValue());
            if (bytes > mostBytes - more) {
                shards.add(new LinkedHashMap<>());
                bytes = 0;
            }
            shards.get(shards.size() - 1).put(tensor.getKey(), tensor.getValue());
            bytes += more;
        }
        return shards;
    }

    private long bytes(long[] shape) {
        return Formula.elements(shape) * dtype.bytes();
    }

    private void writeShard(Map<String, long[]> shapes, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().withoutSync();
        shapes.forEach((name, shape) -> writer.add(name, dtype, shape, target -> Formula.fill(name, shape, target)));
        try {
            writer.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode index(List<Map<String, long[]>> shards, List<String> names) {
        ObjectNode index = new ObjectMapper().createObjectNode();
        ObjectNode shardOfKey = index.objectNode();
        long total = 0;
        for (int i = 0; i < shards.size(); i++) {
            for (Map.Entry<String, long[]> tensor : shards.get(i).entrySet()) {
                shardOfKey.put(tensor.getKey(), names.get(i));
                total += bytes(tensor.getValue());
            }
        }
        index.putObject("metadata").put("total_size", total);
        index.set("weight_map", shardOfKey);
        return index;
    }
}
