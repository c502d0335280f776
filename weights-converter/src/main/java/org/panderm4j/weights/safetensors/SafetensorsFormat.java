package org.panderm4j.weights.safetensors;

import java.io.IOException;
import java.util.List;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.CheckpointFormat;

/** One safetensors file: header length (8 bytes), JSON header, data. */
public final class SafetensorsFormat implements CheckpointFormat {
    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public boolean recognises(byte[] head, long size) {
        if (head.length <= SafetensorsHeader.LENGTH_BYTES || head[SafetensorsHeader.LENGTH_BYTES] != '{') {
            return false;
        }
        for (int i = 0; i < SafetensorsHeader.LENGTH_BYTES; i++) {
            if (head[i] < '\t') {
                return true; // Text has no such bytes; a length of any sense does.
            }
        }
        return false;
    }

    @Override
    public Checkpoint open(CheckpointFile file) throws IOException {
        SafetensorsHeader header = SafetensorsHeader.read(file);
        return new SafetensorsCheckpoint(
                file.path(), "safetensors", header.tensors(file), header.metadata(), List.of(), List.of(file));
    }
}
