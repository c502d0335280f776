package org.panderm4j.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.pair.OnMissing;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.pair.PairCheck;
import org.panderm4j.data.pair.Skipped;
import org.panderm4j.data.pair.SourceGroups;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;

class ShardPairsTest {
    @TempDir
    Path dir;

    /** Files to pack: name, content, name, content. */
    private Path shard(String name, Object... files) throws IOException {
        Path shard = dir.resolve(name);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(shard))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (int i = 0; i < files.length; i += 2) {
                byte[] content = files[i + 1] instanceof byte[] bytes
                        ? bytes
                        : ((String) files[i + 1]).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry((String) files[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return shard;
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private static ShardPairs read(Path... shards) throws IOException {
        return ShardPairs.of(List.of(shards), PairCheck.strict());
    }

    private static int width(Pair pair) throws IOException {
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            return pair.decode(buffer).width();
        }
    }

    @Test
    void membersOfOneKeyAreAPair() throws IOException {
        ShardPairs pairs = read(
                shard(
                        "a.tar",
                        "0.jpg",
                        picture("jpg", 11, 4),
                        "0.txt",
                        "größer\n",
                        "1.png",
                        picture("png", 12, 4),
                        "1.json",
                        "{\"caption\": \"flat\", \"source\": \"atlas\", \"year\": 2}"),
                shard(
                        "b.tar",
                        "x/2.txt",
                        "third",
                        "x/2.JPEG",
                        picture("jpg", 13, 4),
                        "x/2.json",
                        "{\"source\": null}"));
        assertThat(pairs.size()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).mapToObj(pairs::at))
                .extracting(Pair::caption)
                .containsExactly("größer\n", "flat", "third");
        assertThat(IntStream.range(0, 3).mapToObj(pairs::at))
                .extracting(Pair::source)
                .containsExactly(Optional.empty(), Optional.of("atlas"), Optional.empty());
        assertThat(pairs.at(2).origin()).isEqualTo(dir.resolve("b.tar") + ", member x/2.JPEG");
        assertThat(new int[] {width(pairs.at(2)), width(pairs.at(0)), width(pairs.at(1))})
                .containsExactly(13, 11, 12);
        assertThat(pairs.skipped()).isEqualTo(Skipped.NONE);
    }

    @Test
    void anyOfManyPairsIsReadFromItsPlace() throws IOException {
        Object[] files = new Object[4 * 60];
        for (int i = 0; i < 60; i++) {
            files[4 * i] = i + ".png";
            files[4 * i + 1] = picture("png", i + 1, 1 + i * 7);
            files[4 * i + 2] = i + ".txt";
            files[4 * i + 3] = "caption " + i;
        }
        ShardPairs pairs = read(shard("many.tar", files));
        RandomGenerator random = new RandomStreams(1).stream("order");
        for (int i : Permutation.of(60, random)) {
            assertThat(width(pairs.at(i))).isEqualTo(i + 1);
            assertThat(pairs.at(i).caption()).isEqualTo("caption " + i);
        }
    }

    @Test
    void namesOfAnyLengthAndOtherMembersAreNoObstacle() throws IOException {
        String path = "a-rather-long-folder-name/".repeat(8) + "0001";
        ShardPairs pairs = read(shard(
                "long.tar",
                "folder/",
                "",
                "README",
                "about",
                ".hidden.jpg",
                "no",
                path + ".png",
                picture("png", 9, 9),
                path + ".seg.png",
                "ignored",
                path + ".txt",
                "text wins",
                path + ".json",
                "{\"caption\": \"not this\", \"source\": \"web\"}"));
        assertThat(pairs.size()).isEqualTo(1);
        assertThat(pairs.at(0).caption()).isEqualTo("text wins");
        assertThat(SourceGroups.of(pairs).names()).containsExactly("web");
        assertThat(width(pairs.at(0))).isEqualTo(9);
    }

    @Test
    void incompletePairsEndTheRunOrAreSkipped() throws IOException {
        Path shard = shard(
                "holes.tar",
                "0.png",
                picture("png", 1, 1),
                "1.txt",
                "no picture",
                "2.png",
                picture("png", 3, 1),
                "2.txt",
                "whole",
                "3.png",
                picture("png", 1, 1),
                "3.txt",
                " \n");
        assertThatIOException()
                .isThrownBy(() -> read(shard))
                .withMessageContainingAll("holes.tar, member 0.png", "expected a caption", "0.txt");
        ShardPairs some = ShardPairs.of(List.of(shard), new PairCheck(OnMissing.SKIP, OnMissing.SKIP));
        assertThat(some.size()).isEqualTo(1);
        assertThat(width(some.at(0))).isEqualTo(3);
        assertThat(some.skipped().pairs())
                .extracting(Skipped.LeftOut::reason)
                .satisfiesExactly(
                        line -> assertThat(line).contains("member 0.png", "caption"),
                        line -> assertThat(line).contains("key 1", "picture"),
                        line -> assertThat(line).contains("member 3.png", "caption"));
        ShardPairs all = ShardPairs.of(List.of(shard), new PairCheck(OnMissing.KEEP, OnMissing.KEEP));
        assertThat(all.size()).isEqualTo(4);
        assertThat(all.at(0).caption()).isEqualTo("nan");
        assertThatIOException()
                .isThrownBy(() -> width(all.at(1)))
                .withMessageContainingAll("holes.tar, key 1", "no picture");
        Path empty = shard("empty.tar", "README", "x");
        assertThatIOException().isThrownBy(() -> read(empty)).withMessageContainingAll("empty.tar", "found none");
    }

    /** Neither is a pair's picture bad whose reader was interrupted; one that cannot be decoded is. */
    @Test
    void interruptionsAreToldFromBadPictures() throws IOException {
        Path shard = shard("two.tar", "0.png", picture("png", 8, 8), "0.txt", "a", "1.png", "none", "1.txt", "b");
        ShardPairs pairs = read(shard);
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            assertThatThrownBy(() -> pairs.at(1).decode(buffer)).isInstanceOf(UnusablePictureException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> pairs.at(0).decode(buffer))
                    .isNotInstanceOf(UnusablePictureException.class)
                    .hasMessageContaining("two.tar, member 0.png")
                    .hasCauseInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Wherever the file is cut, behind its first byte and before the zeros at its end, that is found out. */
    @Test
    void everyCutIsFound() throws IOException {
        Path shard = shard(
                "whole.tar", "0.png", picture("png", 8, 8), "0.txt", "a", "1.png", picture("png", 8, 8), "1.txt", "b");
        byte[] bytes = Files.readAllBytes(shard);
        int end = 8 * 512;
        assertThat(read(shard).size()).isEqualTo(2);
        Path cut = dir.resolve("cut.tar");
        for (int length = 1; length < end + 512; length += length % 512 == 0 || length % 512 == 511 ? 1 : 51) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatIOException()
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> read(cut))
                    .withMessageMatching("(?s).*cut\\.tar, byte \\d+ of " + length + ": .*copy or download it again");
        }
        Files.write(cut, Arrays.copyOf(bytes, end + 512));
        assertThat(read(cut).size()).isEqualTo(2);
        Files.write(cut, new byte[0]);
        assertThatIOException().isThrownBy(() -> read(cut)).withMessageContainingAll("cut.tar", "empty file");
    }

    @Test
    void damagedHeadersAreFound() throws IOException {
        Path shard = shard(
                "good.tar", "0.png", picture("png", 8, 8), "0.txt", "a", "1.png", picture("png", 8, 8), "1.txt", "b");
        byte[] bytes = Files.readAllBytes(shard);
        Path bad = dir.resolve("bad.tar");
        for (int header : new int[] {0, 2 * 512, 4 * 512, 6 * 512}) {
            for (int field : new int[] {0, 124, 130, 148}) {
                byte[] damaged = bytes.clone();
                damaged[header + field] ^= 0x5A;
                Files.write(bad, damaged);
                assertThatIOException()
                        .as("byte %d", header + field)
                        .isThrownBy(() -> read(bad))
                        .withMessageMatching("(?s).*bad\\.tar, byte \\d+ of \\d+: .*");
            }
        }
        Files.writeString(bad, "image,caption\n".repeat(100));
        assertThatIOException().isThrownBy(() -> read(bad)).withMessageContaining("bad.tar, byte ");
    }

    @Test
    void otherFormatsAreToldApart() throws IOException {
        Path zipped = dir.resolve("shard.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(new byte[100]);
        }
        assertThatIOException().isThrownBy(() -> read(zipped)).withMessageContainingAll("shard.tar.gz", "gunzip");
        Path linked = dir.resolve("linked.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(linked))) {
            TarArchiveEntry entry = new TarArchiveEntry("0.jpg", TarConstants.LF_SYMLINK);
            entry.setLinkName("elsewhere.jpg");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        assertThatIOException().isThrownBy(() -> read(linked)).withMessageContainingAll("member 0.jpg", "link");
    }

    @Test
    void badMembersAreNamed() throws IOException {
        Path twice = shard("twice.tar", "0.txt", "a", "0.txt", "b");
        assertThatIOException()
                .isThrownBy(() -> read(twice))
                .withMessageContainingAll("twice.tar, member 0.txt, byte 1536", "byte 512");
        Path json = shard("json.tar", "0.png", picture("png", 1, 1), "0.json", "{\"caption\": ");
        assertThatIOException().isThrownBy(() -> read(json)).withMessageContainingAll("member 0.json", "expected JSON");
        Path number = shard("number.tar", "0.png", picture("png", 1, 1), "0.json", "{\"caption\": 7}");
        assertThatIOException()
                .isThrownBy(() -> read(number))
                .withMessageContainingAll("member 0.json", "\"caption\"", "found 7");
        Path latin =
                shard("latin.tar", "0.png", picture("png", 1, 1), "0.txt", "é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> read(latin)).withMessageContainingAll("member 0.txt", "UTF-8");
        ShardPairs nothing = read(shard("nothing.tar", "0.png", "no picture", "0.txt", "a"));
        assertThatIOException()
                .isThrownBy(() -> width(nothing.at(0)))
                .withMessageContainingAll("nothing.tar, member 0.png", "no picture");
    }

    @Test
    void aShardThatShrinksWhileItIsUsedIsNoticed() throws IOException {
        Path shard = shard("shrinking.tar", "0.txt", "a", "0.png", picture("png", 40, 40));
        ShardPairs pairs = read(shard);
        Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), 1600));
        assertThatIOException()
                .isThrownBy(() -> width(pairs.at(0)))
                .withMessageContainingAll("shrinking.tar, member 0.png", "found only 64");
    }
}
