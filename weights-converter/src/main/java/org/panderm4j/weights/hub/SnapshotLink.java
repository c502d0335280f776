package org.panderm4j.weights.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.panderm4j.weights.checkpoint.Rename;

/**
 * Puts a blob into a snapshot: as a relative symbolic link, or as a file of its own where links are not possible.
 *
 * @param links makes a symbolic link
 */
record SnapshotLink(Symlinks links) {
    /** Makes a symbolic link, or fails where the system or the disk has none. */
    @FunctionalInterface
    interface Symlinks {
        void create(Path link, Path target) throws IOException;
    }

    static final SnapshotLink OF_SYSTEM = new SnapshotLink((link, target) -> Files.createSymbolicLink(link, target));

    /**
     * Makes {@code file} show the blob.
     *
     * @param owned whether nothing else uses the blob yet: then it is moved where it cannot be linked, as their tools do
     */
    void place(Path file, Path blob, boolean owned) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            prepare(aside, file.getParent().relativize(blob), blob, owned);
            Rename.of(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void prepare(Path aside, Path target, Path blob, boolean owned) throws IOException {
        try {
            links.create(aside, target);
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            if (owned) {
                Rename.of(blob, aside);
            } else {
                Files.copy(blob, aside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
