package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How what was written aside gets its name, so that a reader sees all of it or nothing. */
public final class Rename {
    private Rename() {}

    /**
     * Renames a file, or a folder that nothing of its new name stands in the way of, in one step where the file store can do it; a
     * file under the new name is replaced.
     */
    public static void of(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Forces a file's content to the disk first: after a power failure the name stands for the whole of it. */
    public static void forced(Path aside, Path target) throws IOException {
        force(aside);
        of(aside, target);
    }

    /** Returns when a file's content is on the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
