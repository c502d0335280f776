package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
    @TempDir
    Path temp;

    @Test
    void isSha256() throws IOException {
        // The test vector "abc" of FIPS 180-2.
        Path file = Files.writeString(temp.resolve("a"), "abc");
        assertThat(Digests.ofFile(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void severalFilesAreReadInOrder() throws IOException {
        Path a = Files.writeString(temp.resolve("a"), "a");
        Path bc = Files.writeString(temp.resolve("bc"), "bc");
        assertThat(Digests.ofFiles(List.of(a, bc)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .isNotEqualTo(Digests.ofFiles(List.of(bc, a)));
        assertThat(Digests.ofFiles(List.of(bc))).isEqualTo(Digests.ofFile(bc));
    }

    @Test
    void bordersBetweenTextsCount() {
        assertThat(Digests.ofTexts(List.of("ab", "c"))).isNotEqualTo(Digests.ofTexts(List.of("a", "bc")));
        assertThat(Digests.ofTexts(List.of("a", "b"))).isEqualTo(Digests.ofTexts(List.of("a", "b")));
    }

    @Test
    void aFolderIsItsNamesAndContents() throws IOException {
        Path one = folder("one", "x/a", "1");
        assertThat(Digests.ofFolder(one)).isEqualTo(Digests.ofFolder(folder("two", "x/a", "1")));
        assertThat(Digests.ofFolder(one)).isNotEqualTo(Digests.ofFolder(folder("three", "x/b", "1")));
        assertThat(Digests.ofFolder(one)).isNotEqualTo(Digests.ofFolder(folder("four", "x/a", "2")));
    }

    @Test
    void aFileListNoticesChangeAndLoss() throws IOException {
        Path file = Files.writeString(temp.resolve("p.jpg"), "1");
        String before = Digests.ofFileList(List.of(file));
        assertThat(Digests.ofFileList(List.of(file))).isEqualTo(before);
        Files.writeString(file, "12");
        String changed = Digests.ofFileList(List.of(file));
        Files.delete(file);
        assertThat(List.of(changed, Digests.ofFileList(List.of(file))))
                .doesNotContain(before)
                .doesNotHaveDuplicates();
    }

    private Path folder(String name, String file, String content) throws IOException {
        Path path = temp.resolve(name).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return temp.resolve(name);
    }
}
