package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
    @TempDir
    Path folder;

    @Test
    void readsAFolderInNameOrderAndSkipsWhatIsNoPicture() throws IOException {
        for (String name : List.of("b.PNG", "a.jpg", "c.tiff", "notes.txt", ".hidden.png", "noending", "B.webp")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("folder.png"));
        assertThat(PictureFiles.expand(List.of(folder)))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("B.webp", "a.jpg", "b.PNG", "c.tiff");
    }

    @Test
    void aLinkToNowhereIsAnInputThatFails() throws IOException {
        Files.createFile(folder.resolve("a.jpg"));
        Path link = Files.createSymbolicLink(folder.resolve("b.png"), folder.resolve("gone.png"));
        assertThat(PictureFiles.expand(List.of(folder))).contains(link).hasSize(2);
    }

    @Test
    void keepsNamedFilesWhateverTheirNameAndTheOrderGiven() throws IOException {
        Path second = Files.createFile(folder.resolve("second"));
        Path first = Files.createFile(folder.resolve("first.txt"));
        assertThat(PictureFiles.expand(List.of(second, first, second))).containsExactly(second, first, second);
    }

    @Test
    void namesAPathThatDoesNotExist() {
        Path absent = folder.resolve("absent.png");
        assertThatThrownBy(() -> PictureFiles.expand(List.of(absent)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(absent.toString());
    }

    @Test
    void namesAFolderWithoutPictures() {
        assertThatThrownBy(() -> PictureFiles.expand(List.of(folder)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder.toString());
    }
}
