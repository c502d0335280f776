package org.panderm4j.weights.torch;

import java.util.Optional;
import org.panderm4j.weights.checkpoint.DType;

/**
 * A storage as the pickle names it.
 *
 * @param key of the storage that lies in the file
 * @param type the Python class, for example {@code FloatStorage}
 * @param elements of this storage, or of the part of it that is meant
 * @param first where the part begins, in elements; 0 unless the old format holds a view of a storage
 * @param total elements of the whole storage
 */
record StorageRef(String key, String type, long elements, long first, long total) {
    /** Bytes per element, empty for a type that is not supported. */
    Optional<Integer> width() {
        return type.equals(TorchTypes.UNTYPED)
                ? Optional.of(1)
                : TorchTypes.ofStorage(type).map(DType::bytes);
    }
}
