package org.panderm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.TensorSource;

/** A snapshot in its file; the tensors stay there until they are copied, each straight to where it is wanted. */
public final class StoredSnapshot implements SavedState, AutoCloseable {
    private final Checkpoint file;
    private final long step;
    private final long logged;
    private final Map<String, Double> numbers = new TreeMap<>();
    private final Checksums checksums = new Checksums();

    private StoredSnapshot(Checkpoint file, long step, long logged) {
        this.file = file;
        this.step = step;
        this.logged = logged;
    }

    static StoredSnapshot open(Path path, String task) throws IOException {
        Checkpoint file = checkpoint(path);
        try {
            Object found = file.values().get(SnapshotStore.TASK);
            if (!task.equals(found)) {
                throw new CheckpointException(
                        path,
                        "expected a training snapshot of '" + task + "', found "
                                + (found == null
                                        ? "a " + file.format() + " file that is none"
                                        : "one of " + CheckpointException.quoted(found.toString()))
                                + "; choose another --out");
            }
            return whole(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Checkpoint checkpoint(Path path) throws IOException {
        try {
            return Checkpoint.open(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static StoredSnapshot whole(Checkpoint file) throws IOException {
        try {
            return read(file);
        } catch (CheckpointException e) {
            throw unusable(file.file(), e);
        }
    }

    /** With what can be done about it. */
    private static IOException unusable(Path path, IOException e) {
        return new IOException(
                e.getMessage()
                        + "; this snapshot cannot be gone on from: put a copy of it in its place, or remove the folder "
                        + path.getParent() + ", and --resume begins the run anew",
                e);
    }

    private static StoredSnapshot read(Checkpoint file) throws CheckpointException {
        StoredSnapshot snapshot =
                new StoredSnapshot(file, whole(file, SnapshotStore.STEP), whole(file, SnapshotStore.LOGGED));
        for (Map.Entry<String, Object> entry : file.values().entrySet()) {
            if (entry.getKey().startsWith(SnapshotStore.NUMBER)) {
                snapshot.numbers.put(
                        entry.getKey().substring(SnapshotStore.NUMBER.length()),
                        real(file, entry.getKey(), entry.getValue().toString()));
            }
        }
        for (TensorSource tensor : file.tensors().values()) {
            if (tensor.dtype() != DType.F32 || !file.values().containsKey(SnapshotStore.CHECKSUM + tensor.name())) {
                throw new CheckpointException(
                        file.file(), tensor.name(), "expected F32 with a checksum, as a snapshot has it");
            }
        }
        return snapshot;
    }

    private static long whole(Checkpoint file, String key) throws CheckpointException {
        String text = String.valueOf(file.values().get(key));
        if (!text.matches("\\d{1,18}")) {
            throw damaged(file, key, text, "a whole number");
        }
        return Long.parseLong(text);
    }

    private static double real(Checkpoint file, String key, String text) throws CheckpointException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(file, key, text, "a number");
        }
    }

    private static CheckpointException damaged(Checkpoint file, String key, String text, String wanted) {
        return new CheckpointException(
                file.file(),
                "damaged snapshot: expected " + wanted + " as " + CheckpointException.quoted(key) + ", found "
                        + CheckpointException.quoted(text));
    }

    @Override
    public long step() {
        return step;
    }

    /** Length of the metrics file when it was taken, in bytes. */
    public long logged() {
        return logged;
    }

    @Override
    public Map<String, Double> numbers() {
        return Collections.unmodifiableMap(numbers);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(file.tensors().keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape();
    }

    /**
     * Copies a tensor through a buffer of a mebibyte.
     *
     * @throws UncheckedIOException when its bytes cannot be read or are not those that were written; then the target has been
     *     written to
     */
    @Override
    public void copy(String name, FloatBuffer target) {
        TensorSource tensor = tensor(name);
        FloatBuffer written = target.slice();
        try {
            tensor.copyTo(target);
            check(name, written.limit((int) tensor.elements()));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), unusable(file.file(), e));
        }
    }

    private TensorSource tensor(String name) {
        TensorSource tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(file.file() + ": no tensor " + name);
        }
        return tensor;
    }

    private void check(String name, FloatBuffer values) throws CheckpointException {
        String found = checksums.of(values);
        Object wanted = file.values().get(SnapshotStore.CHECKSUM + name);
        if (!found.equals(wanted)) {
            throw new CheckpointException(
                    file.file(), name, "damaged: expected checksum " + wanted + ", found " + found);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
