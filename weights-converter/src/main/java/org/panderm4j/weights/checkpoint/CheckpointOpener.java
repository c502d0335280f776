package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Decides which format reads a file. */
final class CheckpointOpener {
    private static final int HEAD = 64;

    private CheckpointOpener() {}

    static Checkpoint open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new CheckpointException(path, "is a folder; expected one checkpoint file or a shard index");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new CheckpointException(path, "is no regular file; a pipe or device cannot be read as a checkpoint");
        }
        CheckpointFile file = new CheckpointFile(path);
        boolean opened = false;
        try {
            byte[] head = head(file);
            Checkpoint checkpoint = format(path, head, file.size()).open(file);
            opened = true;
            return checkpoint;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static byte[] head(CheckpointFile file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD, file.size()));
        file.read(0, head);
        return head.array();
    }

    private static CheckpointFormat format(Path path, byte[] head, long size) throws CheckpointException {
        if (size == 0) {
            throw new CheckpointException(path, "is empty; expected a checkpoint. Was the download cut short?");
        }
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("version https://git-lfs")) {
            throw new CheckpointException(path, "is a Git LFS pointer; fetch the file that it points to");
        }
        ServiceLoader<CheckpointFormat> formats =
                ServiceLoader.load(CheckpointFormat.class, CheckpointFormat.class.getClassLoader());
        for (CheckpointFormat format : formats) {
            if (format.recognises(head, size)) {
                return format;
            }
        }
        String known = formats.stream().map(f -> f.get().name()).collect(Collectors.joining(", "));
        throw new CheckpointException(path, "is not a checkpoint of a known format; expected one of: " + known);
    }
}
