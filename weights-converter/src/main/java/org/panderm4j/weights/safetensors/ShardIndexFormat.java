package org.panderm4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.CheckpointFormat;
import org.panderm4j.weights.checkpoint.TensorSource;

/**
 * A {@code *.safetensors.index.json} and the shards beside it.
 *
 * <p>All headers are read when the index is opened, so that a missing shard or key is found before any work is done; a shard's
 * file is opened again when its first tensor is copied.
 */
public final class ShardIndexFormat implements CheckpointFormat {
    @Override
    public String name() {
        return "safetensors shard index";
    }

    @Override
    public boolean recognises(byte[] head, long size) {
        int first = 0;
        while (first < head.length && Character.isWhitespace(head[first])) {
            first++;
        }
        if (first == head.length || head[first] != '{') {
            return false;
        }
        for (byte b : head) {
            if (b >= 0 && b < '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public Checkpoint open(CheckpointFile index) throws IOException {
        ShardIndex contents = ShardIndex.read(index);
        index.close();
        Map<String, CheckpointFile> files = new LinkedHashMap<>();
        boolean complete = false;
        try {
            Checkpoint checkpoint = open(index, contents, files);
            complete = true;
            return checkpoint;
        } finally {
            if (!complete) {
                files.values().forEach(CheckpointFile::close);
            }
        }
    }

    private static Checkpoint open(CheckpointFile index, ShardIndex contents, Map<String, CheckpointFile> files)
            throws IOException {
        Map<String, Map<String, TensorSource>> shards = new LinkedHashMap<>();
        for (String shard : contents.shards()) {
            CheckpointFile file = new CheckpointFile(index.path().resolveSibling(shard));
            files.put(shard, file);
            checkShard(file);
            shards.put(shard, SafetensorsHeader.read(file).tensors(file));
            file.release();
        }
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : contents.shardOfKey().entrySet()) {
            TensorSource tensor = shards.get(entry.getValue()).remove(entry.getKey());
            if (tensor == null) {
                throw new CheckpointException(
                        index.path(),
                        entry.getKey(),
                        "the index places it in " + entry.getValue() + ", which lacks it");
            }
            tensors.put(entry.getKey(), tensor);
        }
        List<String> skipped = new ArrayList<>();
        shards.forEach((shard, rest) -> rest.keySet()
                .forEach(key -> skipped.add(CheckpointException.quoted(key) + " in " + shard + ": not in the index")));
        String format = "safetensors, " + shards.size() + (shards.size() == 1 ? " shard" : " shards");
        return new SafetensorsCheckpoint(
                index.path(), format, tensors, contents.metadata(), skipped, List.copyOf(files.values()));
    }

    private static void checkShard(CheckpointFile shard) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(SafetensorsHeader.LENGTH_BYTES + 1, shard.size()));
        shard.read(0, head);
        if (!new SafetensorsFormat().recognises(head.array(), shard.size())) {
            throw new CheckpointException(
                    shard.path(),
                    "is no safetensors file, though an index names it as a shard; was the download cut short?");
        }
    }
}
