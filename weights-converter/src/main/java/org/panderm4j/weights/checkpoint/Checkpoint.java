package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An open checkpoint: named tensors, and what lay beside them.
 *
 * <p>Opening reads the table of contents only; a tensor's bytes are read when it is copied. The tensors must not be used after
 * {@link #close()}. Tensors may be copied from several threads at once.
 */
public interface Checkpoint extends AutoCloseable {
    /**
     * Opens a checkpoint; its format is decided by its content, never by its name: safetensors, a safetensors shard index, a
     * torch zip archive (TorchScript archives among them), a torch pickle of before version 1.6.
     *
     * @throws CheckpointException when the file is missing, a folder, of another format, damaged, or asks to run code
     */
    static Checkpoint open(Path file) throws IOException {
        return CheckpointOpener.open(file);
    }

    /** The file that was opened; for shards, the index. */
    Path file();

    /** All files that the tensors are read from, the opened one first; for shards, the index and then each shard in its order. */
    default List<Path> files() {
        return List.of(file());
    }

    /** The container in words for people, for example {@code "safetensors, 2 shards"}. */
    String format();

    /**
     * The weights by key, as the keys stand in the file and in the file's order. Where the file wraps its state dictionary
     * ({@code {"model": {...}, "epoch": 3}}) these are the keys inside the wrapper; keys of nested dictionaries are joined with
     * a dot. No prefix is stripped. Tensors of optimizers and schedulers are not among them.
     */
    Map<String, TensorSource> tensors();

    /** Numbers (Long, BigInteger, Double), strings and booleans found beside the weights, by path such as {@code "args.lr"}. */
    Map<String, Object> values();

    /** What else was there and was not built, one line each, such as {@code "args: argparse.Namespace"}. */
    List<String> skipped();

    /** Releases the file. */
    @Override
    void close();
}
