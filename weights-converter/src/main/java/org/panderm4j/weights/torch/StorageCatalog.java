package org.panderm4j.weights.torch;

import java.io.IOException;
import org.panderm4j.weights.checkpoint.StoredBytes;

/** Finds the bytes of a storage. */
interface StorageCatalog {
    /**
     * The bytes of the storage, or of the part of it that {@code storage} means.
     *
     * @param tensor for the message if they are missing
     */
    StoredBytes bytes(StorageRef storage, String tensor) throws IOException;
}
