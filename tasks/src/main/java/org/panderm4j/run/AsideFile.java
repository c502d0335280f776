package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panderm4j.weights.checkpoint.Rename;

/** Writes a file under a hidden name beside its place, then renames it: a reader sees all of it or nothing. */
final class AsideFile {
    static final String SUFFIX = ".part";

    private AsideFile() {}

    /** The hidden name for what will be {@code target}. */
    static Path of(Path target) {
        return target.resolveSibling("." + target.getFileName() + SUFFIX);
    }

    /** Forces what was written aside to disk and puts it in its place, replacing what stood there. */
    static void publish(Path target) throws IOException {
        Rename.forced(of(target), target);
    }

    static void move(Path from, Path to) throws IOException {
        Rename.of(from, to);
    }

    /** Writes all of it, or nothing that stays. */
    static void write(Path target, byte[] content) throws IOException {
        try {
            Files.write(of(target), content);
            publish(target);
        } catch (IOException e) {
            Files.deleteIfExists(of(target));
            throw named(target, e);
        }
    }

    /** The system's message, such as that the disk is full, names no file. */
    static IOException named(Path target, IOException problem) {
        return problem instanceof FileSystemException
                ? problem
                : new IOException(target + ": cannot be written (" + problem.getMessage() + ")", problem);
    }
}
