package org.panderm4j.weights.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.CheckpointFormat;

/**
 * The stream that {@code torch.save} wrote before version 1.6: five pickles (magic number, protocol, system, object, list of
 * storage keys), then for each key the number of elements (8 bytes) and the elements.
 */
public final class TorchLegacyFormat implements CheckpointFormat {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    @Override
    public String name() {
        return "torch legacy pickle";
    }

    @Override
    public boolean recognises(byte[] head, long size) {
        return head.length >= 2 && head[0] == (byte) 0x80 && head[1] >= 1 && head[1] <= 5;
    }

    @Override
    public Checkpoint open(CheckpointFile file) throws IOException {
        PickleInput input = new PickleInput(file.path(), file);
        StorageIds ids = new StorageIds(file.path());
        if (!MAGIC.equals(read(input, ids))) {
            throw new CheckpointException(file.path(), "is a bare pickle; expected a file that torch.save wrote");
        }
        if (!Long.valueOf(PROTOCOL).equals(read(input, ids))) {
            throw new CheckpointException(file.path(), "an unknown version of the torch format; expected " + PROTOCOL);
        }
        if (read(input, ids) instanceof Map<?, ?> system && Boolean.FALSE.equals(system.get("little_endian"))) {
            throw new CheckpointException(file.path(), "byte order 'big' is not supported; expected little");
        }
        Object top = read(input, ids);
        if (!(read(input, ids) instanceof List<?> keys)) {
            throw new CheckpointException(file.path(), "damaged: the list of storages is missing");
        }
        LegacyStorages storages = LegacyStorages.locate(file, input.position(), keys, ids.roots());
        return TorchCheckpoint.of(file, name(), top, storages);
    }

    private static Object read(PickleInput input, StorageIds ids) throws IOException {
        return new Unpickler(input, ids).load();
    }
}
