package org.panderm4j.weights.torch;

import java.util.Optional;
import org.panderm4j.weights.checkpoint.DType;

/** A tensor as the pickle describes it, unchecked: offset and strides count elements. */
final class TensorView {
    private final StorageRef storage;
    private final Optional<DType> dtype;
    private final long offset;
    private final long[] shape;
    private final long[] strides;

    TensorView(StorageRef storage, Optional<DType> dtype, long offset, long[] shape, long[] strides) {
        this.storage = storage;
        this.dtype = dtype;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    StorageRef storage() {
        return storage;
    }

    /** Empty for a type that is not supported. */
    Optional<DType> dtype() {
        return dtype;
    }

    long offset() {
        return offset;
    }

    long[] shape() {
        return shape;
    }

    long[] strides() {
        return strides;
    }
}
