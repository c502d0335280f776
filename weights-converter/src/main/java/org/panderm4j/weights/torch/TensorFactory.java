package org.panderm4j.weights.torch;

import java.io.IOException;
import java.util.Arrays;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.StoredBytes;
import org.panderm4j.weights.checkpoint.StoredTensor;
import org.panderm4j.weights.checkpoint.TensorSource;

/** Turns a described tensor into a readable one, once its name is known and everything about it has been checked. */
final class TensorFactory {
    /** An expanded tensor (stride 0) may be larger than its storage, up to this many elements. */
    private static final long MOST_EXPANDED = 1 << 24;

    private final CheckpointFile file;
    private final StorageCatalog storages;

    TensorFactory(CheckpointFile file, StorageCatalog storages) {
        this.file = file;
        this.storages = storages;
    }

    TensorSource source(String name, TensorView view) throws IOException {
        DType dtype = view.dtype()
                .orElseThrow(() -> problem(
                        name,
                        "element type of "
                                + CheckpointException.visible(view.storage().type()) + " is not supported"));
        StoredBytes bytes = storages.bytes(view.storage(), name);
        long stored = bytes.size() / dtype.bytes();
        check(name, view, stored);
        return StoredTensor.view(name, dtype, view.shape(), view.strides(), view.offset(), bytes, file);
    }

    private void check(String name, TensorView view, long stored) throws CheckpointException {
        long[] shape = view.shape();
        long[] strides = view.strides();
        boolean negative = Arrays.stream(shape).anyMatch(axis -> axis < 0)
                || Arrays.stream(strides).anyMatch(stride -> stride < 0)
                || view.offset() < 0;
        if (shape.length != strides.length || negative) {
            throw problem(name, "impossible " + describe(view));
        }
        try {
            long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            long last = elements == 0 ? -1 : StoredTensor.lastElement(shape, strides, view.offset());
            if (last >= stored) {
                throw problem(name, describe(view) + " leaves its storage of " + stored + " elements");
            }
            if (elements > stored && elements > MOST_EXPANDED) {
                throw problem(
                        name, describe(view) + " repeats a storage of " + stored + " elements beyond all measure");
            }
        } catch (ArithmeticException e) {
            throw problem(name, "impossible " + describe(view));
        }
    }

    private static String describe(TensorView view) {
        return "view: shape " + Arrays.toString(view.shape()) + ", strides " + Arrays.toString(view.strides())
                + ", offset " + view.offset();
    }

    private CheckpointException problem(String name, String text) {
        return new CheckpointException(file.path(), name, text);
    }
}
