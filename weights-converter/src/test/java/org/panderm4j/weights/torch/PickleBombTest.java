package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.Checkpoint;

/** Pickles that are no program at all, or one that is made to exhaust time or memory. */
class PickleBombTest extends HostileArchiveTest {
    @Test
    void absurdLengths() throws IOException {
        assertRefused(write(2, p -> p.op(0x8B).int32(Integer.MAX_VALUE)), "bytes");
        assertRefused(write(2, p -> p.op(0x8B).int32(-1)), "bytes");
        assertRefused(write(2, p -> p.op('X').int32(-1)), "bytes");
        assertRefused(write(2, p -> p.op('B').int32(Integer.MAX_VALUE)), "bytes");
        assertRefused(write(4, p -> p.op(0x8D).int64(Long.MAX_VALUE)), "bytes");
        assertRefused(write(4, p -> p.op(0x8E).int64(-1)), "bytes");
        assertRefused(write(4, p -> p.op(0x95).int64(1L << 40)), "frame");
        assertRefused(write(9, p -> p.op('N')), "protocol 9");
        assertRefused(write(2, p -> p.op(0x82, 1)), "0x82");
    }

    @Test
    void emptyStacksAndWrongKinds() throws IOException {
        assertRefused(write(2, p -> {}), "stack is empty");
        assertRefused(write(2, p -> p.op('t')), "mark");
        assertRefused(write(2, p -> p.op('N', '(', '0', '0', '0')), "stack is empty");
        assertRefused(write(2, p -> p.op('h', 7)), "number 7");
        assertRefused(write(2, p -> p.number(1).op(')', 'R')), "no function");
        assertRefused(write(2, p -> p.number(1).number(2).number(3).op('s')), "no dictionary");
        assertRefused(write(2, p -> p.op('}', ']').number(3).op('s')), "as a key");
        assertRefused(write(2, p -> p.number(1).number(2).op('a')), "no list");
        assertRefused(write(2, p -> p.op('}', '(').number(1).op('u')), "without a value");
        assertRefused(write(2, p -> p.op(')', 'Q')), "persistent id");
        assertRefused(
                write(2, p -> p.global("torch._utils", "_rebuild_tensor_v2").op(')', 'R')), "arguments");
    }

    @Test
    void dictionaryInItself() throws IOException {
        assertRefused(
                write(
                        2,
                        p -> p.dictionary()
                                .op('q', 0)
                                .text("w")
                                .vector("0", 2)
                                .op('s')
                                .text("a")
                                .op('h', 0, 's')),
                "nested");
    }

    /** Thirty levels, each naming the one below twice: a billion paths in a few hundred bytes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dictionaryBomb(boolean tensorAtTheEnd) throws IOException {
        PickleWriter pickle =
                new PickleWriter(2).dictionary().mark().text("model").dictionary();
        pickle.text("w").vector("0", 2).op('s');
        pickle.text("bomb").dictionary().text("z");
        if (tensorAtTheEnd) {
            pickle.vector("0", 2);
        } else {
            pickle.op('N');
        }
        pickle.op('s', 'q', 0);
        for (int level = 1; level < 40; level++) {
            pickle.op('0')
                    .dictionary()
                    .mark()
                    .text("a")
                    .op('h', level - 1)
                    .text("b")
                    .op('h', level - 1)
                    .setItems();
            pickle.op('q', level);
        }
        Path file = write(pickle.op('s', 'u').stop());
        assertRefused(file, "entries");
    }

    @Test
    void bombBesideTheWeightsIsLeftOut() throws IOException {
        PickleWriter pickle =
                new PickleWriter(2).dictionary().mark().text("model").dictionary();
        pickle.text("w")
                .vector("0", 2)
                .op('s')
                .text("bomb")
                .dictionary()
                .text("z")
                .number(1)
                .op('s', 'q', 0);
        for (int level = 1; level < 60; level++) {
            pickle.op('0')
                    .dictionary()
                    .mark()
                    .text("a")
                    .op('h', level - 1)
                    .text("b")
                    .op('h', level - 1)
                    .setItems();
            pickle.op('q', level);
        }
        Path file = write(pickle.setItems().stop());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                assertThat(checkpoint.tensors().keySet()).containsExactly("w");
                assertThat(checkpoint.skipped()).anyMatch(line -> line.contains("left out"));
            }
        });
    }

    @Test
    void nestedTuplesAsKeys() throws IOException {
        PickleWriter pickle =
                new PickleWriter(2).dictionary().mark().text("w").vector("0", 2).op(')', 'q', 1);
        for (int i = 0; i < 100_000; i++) {
            pickle.op(0x85);
        }
        for (int i = 0; i < 60; i++) {
            pickle.op('2', 0x86);
        }
        Path file = write(pickle.op('N', 'u').stop());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                assertThat(checkpoint.tensors().keySet()).containsExactly("w");
            }
        });
    }

    @Test
    void dictionaryCopiedOverAndOver() throws IOException {
        PickleWriter pickle = new PickleWriter(2).op(']').mark();
        for (int i = 0; i < 5_000; i++) {
            pickle.number(100_000L + i).op('N', 0x86);
        }
        pickle.op('e', 'q', 0);
        for (int i = 0; i < 5_000; i++) {
            pickle.global("collections", "OrderedDict").op('h', 0, 0x85, 'R');
        }
        assertRefused(write(pickle.stop()), "operations");
    }

    /** A hundred thousand values, looked at again for every four bytes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void longTupleLookedAtOverAndOver(boolean asArguments) throws IOException {
        PickleWriter pickle = new PickleWriter(2).mark();
        for (int i = 0; i < 100_000; i++) {
            pickle.op('N');
        }
        pickle.op('t', 'q', 0);
        pickle.global("collections", asArguments ? "OrderedDict" : "ChainMap").op('q', 1, ')', 'R', 'q', 2);
        for (int i = 0; i < 100; i++) {
            pickle.op('h', asArguments ? 1 : 2).op('h', 0, asArguments ? 'R' : 'b');
        }
        assertRefused(write(pickle.stop()), "operations");
    }

    @Test
    void deflatedBomb() throws IOException {
        byte[] marks = new byte[20_000_000];
        Arrays.fill(marks, (byte) '}');
        Path file = new TorchZip("archive", marks).deflate().write(folder.resolve("bomb.pth"));
        assertThat(Files.size(file)).isLessThan(100_000);
        assertRefused(file, "operations");
    }
}
