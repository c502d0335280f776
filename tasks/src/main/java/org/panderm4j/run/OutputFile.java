package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The one file that a command without a run folder writes: it appears under its name when it is whole, or not at all.
 *
 * <pre>{@code
 * try (OutputFile out = OutputFile.at(file, inputs)) {
 *     out.write(aside -> Npy.write(aside, values, shape));
 * }
 * }</pre>
 */
public final class OutputFile implements AutoCloseable {
    private final Path target;

    private OutputFile(Path target) {
        this.target = target;
    }

    /**
     * Checks the place; nothing is written yet.
     *
     * @param target is replaced if it exists
     * @param inputs files that must not be replaced
     * @throws IOException when {@code target} is a folder, or one of the inputs
     */
    public static OutputFile at(Path target, Collection<Path> inputs) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target + ": expected a file for --out, found a folder");
        }
        if (Files.exists(target)) {
            for (Path input : inputs) {
                if (Files.exists(input) && Files.isSameFile(input, target)) {
                    throw new FileAlreadyExistsException(
                            target + ": is an input, which --out would replace; choose another --out");
                }
            }
        }
        return new OutputFile(target.toAbsolutePath());
    }

    /** The file by its final name. */
    public Path target() {
        return target;
    }

    /** Where to write until {@link #publish}; its folder is made. */
    public Path aside() throws IOException {
        Files.createDirectories(target.getParent());
        return AsideFile.of(target);
    }

    /** Gives what was written its name. */
    public void publish() throws IOException {
        AsideFile.publish(target);
    }

    /** The table of the inputs that are not in the file, beside it: {@code pixels.npy.failures.csv}. */
    public Path failures() {
        return target.resolveSibling(target.getFileName() + ".failures.csv");
    }

    /** Writes {@link #failures}, or removes that of an earlier call where there are none. */
    public void write(List<Failure> failures) throws IOException {
        if (failures.isEmpty()) {
            Files.deleteIfExists(failures());
            return;
        }
        Files.createDirectories(target.getParent());
        Failures.write(failures, AsideFile.of(failures()));
        AsideFile.publish(failures());
    }

    /** Writes all of it and gives it its name. */
    public void write(RunFolder.ResultWriter writer) throws IOException {
        try {
            writer.writeTo(aside());
            publish();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** What is told of a problem with {@link #aside}: it names the file. */
    public IOException unwritable(IOException problem) {
        return AsideFile.named(target, problem);
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(AsideFile.of(target));
    }
}
