package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;

/**
 * Reads persistent ids: {@code ("storage", class, key, device, elements)}, in the old format with a sixth item, None or
 * {@code (view key, first, elements)}. The device is ignored: everything comes to the heap.
 */
final class StorageIds implements Unpickler.PersistentIds {
    private final Path file;
    private final Map<String, StorageRef> roots = new LinkedHashMap<>();

    StorageIds(Path file) {
        this.file = file;
    }

    /** The whole storages seen so far, by key. */
    Map<String, StorageRef> roots() {
        return roots;
    }

    @Override
    public Object load(PyTuple id) throws IOException {
        List<Object> parts = id.items();
        if (parts.size() >= 2 && "module".equals(parts.get(0)) && parts.get(1) instanceof PyGlobal module) {
            return module; // The old format kept a module's source text beside its class.
        }
        if (parts.size() >= 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof PyGlobal type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements
                && elements >= 0) {
            StorageRef root = new StorageRef(key, type.name(), elements, 0, elements);
            StorageRef known = roots.putIfAbsent(key, root);
            if (known != null && !known.equals(root)) {
                throw new CheckpointException(
                        file, "damaged pickle: storage " + CheckpointException.quoted(key) + " has two descriptions");
            }
            return parts.size() > 5 && parts.get(5) instanceof PyTuple view ? view(root, view.items()) : root;
        }
        throw new CheckpointException(file, "damaged pickle: a persistent id that is no storage");
    }

    private StorageRef view(StorageRef root, List<Object> parts) throws CheckpointException {
        if (parts.size() == 3
                && parts.get(1) instanceof Long first
                && parts.get(2) instanceof Long elements
                && first >= 0
                && elements >= 0
                && first <= root.total() - elements) {
            return new StorageRef(root.key(), root.type(), elements, first, root.total());
        }
        throw new CheckpointException(
                file, "damaged pickle: a view leaves storage " + CheckpointException.quoted(root.key()));
    }
}
