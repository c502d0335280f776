package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.StoredBytes;

/** The storages of a zip archive, each an entry; tensors that share one share its bytes. */
final class ZipStorages implements StorageCatalog {
    private final Path path;
    private final ZipDirectory zip;
    private final String root;
    private final Map<String, StoredBytes> opened = new HashMap<>();

    ZipStorages(Path path, ZipDirectory zip, String root) {
        this.path = path;
        this.zip = zip;
        this.root = root;
    }

    @Override
    public StoredBytes bytes(StorageRef storage, String tensor) throws IOException {
        StoredBytes known = opened.get(storage.key());
        if (known != null) {
            return known;
        }
        ZipItem item = zip.items().get(root + "data/" + storage.key());
        String name = CheckpointException.quoted("data/" + storage.key());
        if (item == null) {
            throw new CheckpointException(path, tensor, "its storage " + name + " is missing from the archive");
        }
        long width = storage.width()
                .orElseThrow(() -> new CheckpointException(
                        path, tensor, "a " + CheckpointException.visible(storage.type()) + " is not supported"));
        if (item.size() % width != 0 || item.size() / width != storage.elements()) {
            throw new CheckpointException(
                    path,
                    tensor,
                    "expected " + storage.elements() + " elements of " + width + " bytes in its storage " + name
                            + ", found " + item.size() + " bytes");
        }
        StoredBytes bytes = zip.open(item);
        opened.put(storage.key(), bytes);
        return bytes;
    }
}
