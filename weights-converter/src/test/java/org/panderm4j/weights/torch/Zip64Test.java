package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.Tensors;

/** Archives whose sizes and places stand in the 64-bit fields, as torch writes them beyond 4 GiB. */
class Zip64Test {
    @TempDir
    private Path folder;

    /** Writes at the end of a file, or leaves a hole there. */
    private static final class Out implements AutoCloseable {
        private final FileChannel channel;
        private final ByteBuffer directory = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
        private int entries;

        Out(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** One entry; only its first and last bytes are written, what lies between is a hole of zeros. */
        void entry(String name, byte[] first, byte[] last, long size) throws IOException {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            long header = channel.position();
            ByteBuffer local = ByteBuffer.allocate(30 + utf8.length).order(ByteOrder.LITTLE_ENDIAN);
            local.putInt(0x04034b50).position(26);
            local.putShort((short) utf8.length).putShort((short) 0).put(utf8).flip();
            write(local);
            long start = channel.position();
            write(ByteBuffer.wrap(first));
            channel.position(start + size - last.length);
            write(ByteBuffer.wrap(last));
            int at = directory.position();
            directory.putInt(0x02014b50).position(at + 20);
            directory.putInt(-1).putInt(-1).putShort((short) utf8.length).putShort((short) 32);
            directory.position(at + 42);
            directory.putInt(-1).put(utf8);
            directory.putShort((short) 7).putShort((short) 0); // a block that is not ours
            directory
                    .putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(size)
                    .putLong(size)
                    .putLong(header);
            entries++;
        }

        @Override
        public void close() throws IOException {
            long start = channel.position();
            int bytes = directory.position();
            write(directory.flip());
            ByteBuffer end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
            end.putInt(0x06064b50)
                    .putLong(44)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries);
            end.putLong(bytes).putLong(start);
            end.putInt(0x07064b50).putInt(0).putLong(start + bytes).putInt(1);
            end.putInt(0x06054b50)
                    .putInt(0)
                    .putShort((short) -1)
                    .putShort((short) -1)
                    .putInt(-1)
                    .putInt(-1);
            end.putShort((short) 0).flip();
            write(end);
            channel.close();
        }
    }

    private Path write(long elements) throws IOException {
        Path file = folder.resolve("wide.pt");
        long[] one = {1};
        byte[] pickle = new PickleWriter(2)
                .dictionary()
                .mark()
                .text("first")
                .tensor("FloatStorage", "0", elements, 0, one, one)
                .text("last")
                .tensor("FloatStorage", "0", elements, elements - 1, one, one)
                .text("both")
                .tensor("FloatStorage", "0", elements, 0, new long[] {1, 2}, new long[] {1, elements - 1})
                .text("after")
                .vector("1", 2)
                .setItems()
                .stop();
        try (Out out = new Out(file)) {
            out.entry("w/data.pkl", pickle, new byte[0], pickle.length);
            out.entry("w/data/0", TorchZip.floats(3), TorchZip.floats(4), 4 * elements);
            out.entry("w/data/1", TorchZip.floats(5), TorchZip.floats(6), 8);
        }
        return file;
    }

    private static void assertValues(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(Tensors.floats(checkpoint.tensors().get("first"))).containsExactly(3);
            assertThat(Tensors.floats(checkpoint.tensors().get("last"))).containsExactly(4);
            assertThat(Tensors.floats(checkpoint.tensors().get("both"))).containsExactly(3, 4);
            assertThat(Tensors.floats(checkpoint.tensors().get("after"))).containsExactly(5, 6);
        }
    }

    @Test
    void wideFieldsInASmallFile() throws IOException {
        assertValues(write(10));
    }

    /** The file is one large hole: it takes no room where the file system knows holes. */
    @Test
    @Tag("slow")
    void storageOfMoreThanFourGibibytes() throws IOException {
        assertValues(write((1L << 30) + 5));
    }

    @Test
    void missingWideRecord() throws IOException {
        Path file = write(10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4]), channel.size() - 42);
        }
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessageContaining("zip64");
    }
}
