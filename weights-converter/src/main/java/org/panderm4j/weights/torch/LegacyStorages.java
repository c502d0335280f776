package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.StoredBytes;

/** The storages at the end of an old file, one behind the other. */
final class LegacyStorages implements StorageCatalog {
    private static final int COUNT_BYTES = 8;

    private final CheckpointFile file;
    private final Map<String, Long> starts = new HashMap<>();

    private LegacyStorages(CheckpointFile file) {
        this.file = file;
    }

    /**
     * Finds where each storage begins.
     *
     * @param position behind the last pickle
     * @param keys in the order of the file
     * @param roots what the pickle said of each key
     */
    static LegacyStorages locate(CheckpointFile file, long position, List<?> keys, Map<String, StorageRef> roots)
            throws IOException {
        LegacyStorages storages = new LegacyStorages(file);
        long at = position;
        for (Object key : keys) {
            StorageRef storage = key instanceof String name ? roots.get(name) : null;
            if (storage == null) {
                throw new CheckpointException(file.path(), "damaged: a storage that no tensor has named");
            }
            at = storages.add(storage, at);
        }
        return storages;
    }

    /** Where the next storage begins. */
    private long add(StorageRef storage, long position) throws IOException {
        String name = "storage " + CheckpointException.quoted(storage.key());
        ByteBuffer count = ByteBuffer.allocate(COUNT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, count);
        if (count.getLong(0) != storage.total()) {
            throw new CheckpointException(
                    file.path(), name + ": expected " + storage.total() + " elements, found " + count.getLong(0));
        }
        long width = storage.width()
                .orElseThrow(() -> new CheckpointException(
                        file.path(),
                        name + ": a " + CheckpointException.visible(storage.type()) + " is not supported"));
        long start = position + COUNT_BYTES;
        long left = file.size() - start;
        if (storage.total() > left / width) {
            throw new CheckpointException(
                    file.path(),
                    "cut short: " + name + " needs " + storage.total() + " elements of " + width + " bytes, " + left
                            + " bytes are left");
        }
        if (starts.putIfAbsent(storage.key(), start) != null) {
            throw new CheckpointException(file.path(), "damaged: " + name + " occurs twice");
        }
        return start + storage.total() * width;
    }

    @Override
    public StoredBytes bytes(StorageRef storage, String tensor) throws IOException {
        Long start = starts.get(storage.key());
        if (start == null) {
            throw new CheckpointException(
                    file.path(), tensor, "its storage " + CheckpointException.quoted(storage.key()) + " is missing");
        }
        long width = storage.width().orElseThrow(); // Only supported types were located.
        return file.slice(start + storage.first() * width, storage.elements() * width);
    }
}
