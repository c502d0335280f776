package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.Damage;

class TorchDamageTest {
    @TempDir
    private Path folder;

    private static byte[] pickle(int protocol) {
        return new PickleWriter(protocol)
                .dictionary()
                .mark()
                .text("epoch")
                .number(12_345_678_901L)
                .text("args")
                .global("argparse", "Namespace")
                .op(')', 0x81, '}')
                .text("lr")
                .op('G')
                .int64(0x9A9999999999B93FL)
                .op('s', 'b')
                .text("model")
                .dictionary()
                .mark()
                .text("blocks.0.weight")
                .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                .text("blocks.0.bias")
                .tensor("FloatStorage", "0", 6, 2, new long[] {4}, new long[] {1})
                .text("position_ids")
                .tensor("LongStorage", "1", 2, 0, new long[] {1, 2}, new long[] {2, 1})
                .setItems()
                .setItems()
                .stop();
    }

    private byte[] archive(int protocol, boolean deflated) throws IOException {
        TorchZip zip = new TorchZip("archive", pickle(protocol))
                .storage("0", TorchZip.floats(0, 1, 2, 3, 4, 5))
                .storage("1", new byte[16]);
        return Files.readAllBytes((deflated ? zip.deflate() : zip).write(folder.resolve("valid")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void cutArchives(long seed) throws IOException {
        Damage.cut(folder, archive(2, false), seed, 50);
        Damage.cut(folder, archive(4, true), seed, 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void corruptArchives(long seed) throws IOException {
        for (int protocol : new int[] {2, 4}) {
            byte[] valid = archive(protocol, false);
            Damage.corrupt(folder, valid, 0, valid.length, seed, 500);
            int start = indexOf(valid, pickle(protocol));
            int read = Damage.corrupt(folder, valid, start, start + pickle(protocol).length, seed, 500);
            assertThat(read).as("a changed key still reads").isBetween(1, 499);
            byte[] deflated = archive(protocol, true);
            Damage.corrupt(folder, deflated, 0, deflated.length, seed, 500);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void cutAndCorruptLegacyFiles(long seed) throws IOException {
        byte[] valid = LegacyFile.of(pickle(2), "0", TorchZip.floats(0, 1, 2, 3, 4, 5), 6, "1", new byte[16], 2);
        Damage.cut(folder, valid, seed, 50);
        assertThat(Damage.corrupt(folder, valid, 0, valid.length, seed, 500)).isBetween(1, 499);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int at = 0; ; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
    }
}
