package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.Table;
import org.panderm4j.run.Failure;

/** What is left out of the training pairs is told, each by its own name. */
class TrainingPairsTest {
    @TempDir
    private Path folder;

    private TrainingPairs table(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.csv"), "image,caption\n" + rows);
        ImageSource images = new ImageSource(Optional.of("image"), Optional.of(folder));
        return TrainingPairs.of(
                Table.read(file), new TrainingPairs.Columns(images, List.of("caption"), Optional.empty()));
    }

    @Test
    void aRowWithoutACaptionIsNamedInTheReasonToo() throws IOException {
        assertThat(table("1.png,a\n2.png,\n3.png,b\n").failures()).satisfiesExactly(failure -> {
            assertThat(failure.input()).endsWith("pairs.csv, line 3");
            assertThat(failure.reason()).contains("pairs.csv, line 3: ", "caption");
        });
        assertThatIOException()
                .isThrownBy(() -> table("1.png,\n2.png,\n"))
                .withMessageContainingAll("pairs.csv", "found none of 2", "line 2", "column caption");
    }

    @Test
    void everyMemberOfAShardThatIsLeftOutIsNamed() throws IOException {
        Path shard = folder.resolve("holes.tar");
        int holes = 50;
        try (OutputStream file = Files.newOutputStream(shard);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (int i = 0; i < holes; i++) {
                put(tar, i + ".png", "x");
            }
            put(tar, "whole.png", "x");
            put(tar, "whole.txt", "a caption");
        }
        TrainingPairs pairs = TrainingPairs.of(List.of(shard));
        assertThat(pairs.size()).isEqualTo(1);
        assertThat(pairs.failures()).hasSize(holes).extracting(Failure::input).doesNotHaveDuplicates();
        assertThat(pairs.failures().get(holes - 1).input()).endsWith("holes.tar, member 49.png");
        assertThat(pairs.failures().get(holes - 1).reason()).contains("member 49.png: expected a caption");
    }

    private static void put(TarArchiveOutputStream tar, String name, String content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length());
        tar.putArchiveEntry(entry);
        tar.write(content.getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
    }
}
