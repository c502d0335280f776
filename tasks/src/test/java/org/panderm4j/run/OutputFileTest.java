package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void appearsWhenItIsPublished() throws IOException {
        Path target = folder.resolve("new/out.txt");
        try (OutputFile out = OutputFile.at(target, List.of())) {
            assertThat(target.getParent()).doesNotExist();
            Files.writeString(out.aside(), "whole");
            assertThat(target).doesNotExist();
            out.publish();
        }
        assertThat(target).hasContent("whole");
        try (Stream<Path> list = Files.list(target.getParent())) {
            assertThat(list).containsExactly(target);
        }
    }

    @Test
    void leavesTheEarlierFileWhenItIsNotPublished() throws IOException {
        Path target = Files.writeString(folder.resolve("out.txt"), "earlier");
        try (OutputFile out = OutputFile.at(target, List.of())) {
            Files.writeString(out.aside(), "half");
        }
        assertThat(target).hasContent("earlier");
        try (Stream<Path> list = Files.list(folder)) {
            assertThat(list).containsExactly(target);
        }
    }

    @Test
    void refusesAFolderAndAnInput() throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "mine");
        assertThatThrownBy(() -> OutputFile.at(folder, List.of()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(folder.toString());
        Path same = folder.resolve("../" + folder.getFileName() + "/in.txt");
        assertThatThrownBy(() -> OutputFile.at(same, List.of(folder.resolve("absent"), input)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("--out");
    }
}
