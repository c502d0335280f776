package org.panderm4j.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardPatternTest {
    @TempDir
    Path dir;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(dir.resolve(name).getParent());
            Files.createFile(dir.resolve(name));
        }
    }

    private List<String> expand(String pattern) throws IOException {
        return ShardPattern.expand(dir + "/" + pattern).stream()
                .map(path -> dir.relativize(path).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void rangesCountWithTheirZeros() throws IOException {
        files("s-0008.tar", "s-0009.tar", "s-0010.tar", "s-9.tar", "s-10.tar");
        assertThat(expand("s-{0008..0010}.tar")).containsExactly("s-0008.tar", "s-0009.tar", "s-0010.tar");
        assertThat(expand("s-{9..10}.tar")).containsExactly("s-9.tar", "s-10.tar");
        assertThat(expand("s-{0009..0009}.tar")).containsExactly("s-0009.tar");
    }

    @Test
    void bracesCombineTheFirstSlowest() throws IOException {
        files("b/1.tar", "b/2.tar", "a/1.tar", "a/2.tar");
        assertThat(expand("{b,a}/{1..2}.tar")).containsExactly("b/1.tar", "b/2.tar", "a/1.tar", "a/2.tar");
    }

    @Test
    void starsMatchTheFilesThereAre() throws IOException {
        files("a/2.tar", "a/1.tar", "a/10.tar", "a/1.txt", "b/7.tar");
        Files.createDirectory(dir.resolve("a/folder.tar"));
        assertThat(expand("{b,a}/*.tar")).containsExactly("b/7.tar", "a/1.tar", "a/10.tar", "a/2.tar");
        assertThat(expand("a/?.tar")).containsExactly("a/1.tar", "a/2.tar");
        assertThat(expand("a/[12].tar")).containsExactly("a/1.tar", "a/2.tar");
    }

    @Test
    void someFilesCanBeListed() throws IOException {
        files("a.tar", "b.tar");
        assertThat(ShardPattern.expand(List.of(dir + "/b.tar", dir + "/a.tar")))
                .containsExactly(dir.resolve("b.tar"), dir.resolve("a.tar"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s-{0000..0002}.tar | s-0001.tar: no such file",
                "none.tar | none.tar: no such file",
                "x*.tar | no file matches",
                "nowhere/*.tar | no such folder",
                "s-{3..1}.tar | range that rises",
                "s-{1..9999999}.tar | at most 1000000",
                "s-{a..c}.tar | {0000..0009} or {one,two}",
                "s-{}.tar | {0000..0009} or {one,two}",
                "s-{1..2.tar | braces that open and close",
                "s-{a,{b,c}}.tar | braces that open and close"
            })
    void whatNamesNoFilesIsRefused(String pattern, String message) throws IOException {
        files("s-0000.tar", "s-0002.tar");
        assertThatIOException().isThrownBy(() -> expand(pattern)).withMessageContainingAll(message, pattern);
    }
}
