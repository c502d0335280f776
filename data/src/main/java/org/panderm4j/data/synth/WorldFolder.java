package org.panderm4j.data.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.panderm4j.data.synth.lesion.View;

/** {@link WorldFiles} on disk. */
public final class WorldFolder {
    private WorldFolder() {}

    /**
     * Writes everything beside its place and renames it when it is complete.
     *
     * @param folder must not exist, or be empty
     * @param size of the pictures, in pixels
     * @throws IOException when the folder is in use or cannot be written
     */
    public static void write(DemoWorld world, Path folder, int size) throws IOException {
        requireEmpty(folder);
        Path target = folder.toAbsolutePath().normalize();
        Files.createDirectories(target.getParent());
        // Not a temporary directory of the JDK's making: that would be readable by its owner only.
        Path aside = Files.createDirectory(target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID()));
        try {
            fill(world, aside, size);
            Files.deleteIfExists(target);
            Files.move(aside, target); // within one folder: a rename, also where no file store promises one
        } finally {
            delete(aside);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder + ": expected a folder for the demo world, found a file");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder + " exists and is not empty; choose another folder");
                }
            }
        }
    }

    private static void fill(DemoWorld world, Path folder, int size) throws IOException {
        for (View view : View.values()) {
            Files.createDirectories(folder.resolve("images").resolve(view.token()));
        }
        try {
            WorldFiles.of(world, size).parallelStream().forEach(file -> write(file, folder));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(WorldFiles.Entry file, Path folder) {
        try {
            Files.write(folder.resolve(file.name()), file.bytes().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
