package org.panderm4j.weights.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.panderm4j.weights.checkpoint.Rename;

/** Small file operations that never show a half-written file. */
final class CacheFiles {
    private CacheFiles() {}

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(aside, text);
            Rename.of(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Names of what lies in a folder, in order; none if there is no such folder. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Names of the files under a folder, sub-folders included, with slashes and in order. */
    static List<String> filesUnder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
