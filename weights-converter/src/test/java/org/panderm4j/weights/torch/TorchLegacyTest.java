package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.Tensors;

class TorchLegacyTest {
    @TempDir
    private Path folder;

    private static PickleWriter storage(PickleWriter pickle, String key, long elements, Runnable view) {
        pickle.mark()
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cuda:0")
                .number(elements);
        view.run();
        return pickle.tuple().op('Q');
    }

    private static byte[] pickle(long first, long count) {
        PickleWriter p = new PickleWriter(2).dictionary().mark();
        p.text("whole").global("torch._utils", "_rebuild_tensor_v2").mark();
        storage(p, "k", 6, () -> p.op('N'))
                .number(0)
                .numbers(3, 2)
                .numbers(1, 3)
                .op(0x89, '}')
                .tuple()
                .reduce();
        p.text("part").global("torch._utils", "_rebuild_tensor_v2").mark();
        storage(p, "k", 6, () -> p.mark().text("k2").number(first).number(count).tuple());
        p.number(1).numbers(2).numbers(1).op(0x89, '}').tuple().reduce();
        return p.setItems().stop();
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("old.pth"), content);
    }

    private void assertRefused(byte[] content, String... reasons) throws IOException {
        Path file = write(content);
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }

    @Test
    void stridesAndViewsOfStorages() throws IOException {
        Path file = write(LegacyFile.of(pickle(2, 4), "k", TorchZip.floats(0, 1, 2, 3, 4, 5), 6));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format()).isEqualTo("torch legacy pickle");
            assertThat(Tensors.floats(checkpoint.tensors().get("whole"))).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(Tensors.floats(checkpoint.tensors().get("part"))).containsExactly(3, 4);
        }
    }

    @Test
    void damagedStorages() throws IOException {
        byte[] six = TorchZip.floats(0, 1, 2, 3, 4, 5);
        assertRefused(LegacyFile.of(pickle(4, 4), "k", six, 6), "'k'", "view");
        assertRefused(LegacyFile.of(pickle(2, 2), "k", six, 6), "'part'", "leaves its storage");
        assertRefused(LegacyFile.of(pickle(2, 4), "k", six, 7), "'k'", "expected 6");
        assertRefused(LegacyFile.of(pickle(2, 4), "k", TorchZip.floats(1), 6), "'k'", "cut short");
        assertRefused(LegacyFile.of(pickle(2, 4), "other", six, 6), "no tensor has named");
        assertRefused(LegacyFile.of(pickle(2, 4)), "'whole'", "missing");
        assertRefused(LegacyFile.of(pickle(2, 4), "k", six, 6, "k", six, 6), "twice");
    }

    @Test
    void otherPickles() throws IOException {
        assertRefused(new PickleWriter(2).dictionary().stop(), "bare pickle");
        assertRefused(
                new PickleWriter(4)
                        .global("os", "system")
                        .mark()
                        .text("id")
                        .tuple()
                        .reduce()
                        .stop(),
                "os.system");
        byte[] big = LegacyFile.of(pickle(2, 4), "k", TorchZip.floats(0, 1, 2, 3, 4, 5), 6);
        String text = new String(big, StandardCharsets.ISO_8859_1);
        String swapped = text.replaceFirst("little_endian\\x88", "little_endian\u0089");
        assertThat(swapped).isNotEqualTo(text);
        assertRefused(swapped.getBytes(StandardCharsets.ISO_8859_1), "byte order");
    }
}
