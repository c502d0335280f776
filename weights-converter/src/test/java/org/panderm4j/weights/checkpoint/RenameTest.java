package org.panderm4j.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenameTest {
    @TempDir
    Path folder;

    @Test
    void replacesAFile() throws IOException {
        Path target = Files.writeString(folder.resolve("name"), "old");
        Path aside = Files.writeString(folder.resolve("aside"), "new");
        Rename.forced(aside, target);
        assertThat(target).hasContent("new");
        assertThat(aside).doesNotExist();
    }

    @Test
    void givesAFolderItsName() throws IOException {
        Path aside = Files.createDirectory(folder.resolve("aside"));
        Files.writeString(aside.resolve("file"), "content");
        Rename.of(aside, folder.resolve("name"));
        assertThat(folder.resolve("name/file")).hasContent("content");
    }

    /** From an archive to the disk no move is atomic. */
    @Test
    void copiesWhereTheFileStoreRenamesNothingInOneStep() throws IOException {
        Path target = Files.writeString(folder.resolve("name"), "old");
        URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path aside = Files.writeString(zip.getPath("/aside"), "new");
            Rename.of(aside, target);
            assertThat(aside).doesNotExist();
        }
        assertThat(target).hasContent("new");
    }
}
