package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Tensors;

/** Tensors in archives: views, types, damaged descriptions. */
class TorchZipTest extends TorchArchiveTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void viewsOfASharedStorage(int protocol) throws IOException {
        Path file = archive(
                        protocol,
                        p -> p.text("whole")
                                .tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                                .text("transposed")
                                .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                                .text("column")
                                .tensor("FloatStorage", "0", 6, 1, new long[] {2}, new long[] {3})
                                .text("scalar")
                                .tensor("FloatStorage", "0", 6, 5, new long[] {}, new long[] {})
                                .text("empty")
                                .tensor("FloatStorage", "0", 6, 6, new long[] {0, 3}, new long[] {3, 1})
                                .text("expanded")
                                .tensor("FloatStorage", "0", 6, 4, new long[] {2, 2}, new long[] {0, 1}))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format()).isEqualTo("torch zip");
            assertThat(checkpoint.tensors().keySet())
                    .containsExactly("whole", "transposed", "column", "scalar", "empty", "expanded");
            assertThat(values(checkpoint, "whole")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(values(checkpoint, "transposed")).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(values(checkpoint, "column")).containsExactly(1, 4);
            assertThat(values(checkpoint, "scalar")).containsExactly(5);
            assertThat(values(checkpoint, "empty")).isEmpty();
            assertThat(values(checkpoint, "expanded")).containsExactly(4, 5, 4, 5);
            assertThat(checkpoint.tensors().get("scalar").shape()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomViewsAgreeWithElementwiseIndexing(long seed) throws IOException {
        Random random = new Random(seed);
        int stored = 3_000_000;
        float[] storage = new float[stored];
        for (int i = 0; i < stored; i++) {
            storage[i] = i;
        }
        long[] shape = {1 + random.nextInt(40), 1 + random.nextInt(30), 1 + random.nextInt(20)};
        long[] strides = {random.nextInt(20_000), random.nextInt(20_000), random.nextInt(20_000)};
        long offset = random.nextInt(1000);
        Path file = archive(2, p -> p.text("view").tensor("FloatStorage", "big", stored, offset, shape, strides))
                .storage("big", TorchZip.floats(storage))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            float[] got = values(checkpoint, "view");
            int at = 0;
            for (int i = 0; i < shape[0]; i++) {
                for (int j = 0; j < shape[1]; j++) {
                    for (int k = 0; k < shape[2]; k++) {
                        long source = offset + i * strides[0] + j * strides[1] + k * strides[2];
                        assertThat(got[at++])
                                .as("seed %d at %d %d %d", seed, i, j, k)
                                .isEqualTo((float) source);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DoubleStorage,F64", "FloatStorage,F32", "HalfStorage,F16", "BFloat16Storage,BF16", "LongStorage,I64",
        "IntStorage,I32", "ShortStorage,I16", "CharStorage,I8", "ByteStorage,U8", "BoolStorage,BOOL"
    })
    void everyElementType(String storage, DType dtype) throws IOException {
        byte[] bytes = new byte[4 * dtype.bytes()];
        new Random(5).nextBytes(bytes);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Path file = archive(2, p -> p.text("x").tensor(storage, "1", 4, 0, new long[] {2, 2}, new long[] {1, 2}))
                .storage("1", bytes)
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().get("x").dtype()).isEqualTo(dtype);
            assertThat(Tensors.bits(checkpoint.tensors().get("x")))
                    .containsExactly(
                            Float.floatToRawIntBits(dtype.read(little, 0)),
                            Float.floatToRawIntBits(dtype.read(little, 2 * dtype.bytes())),
                            Float.floatToRawIntBits(dtype.read(little, dtype.bytes())),
                            Float.floatToRawIntBits(dtype.read(little, 3 * dtype.bytes())));
        }
    }

    @Test
    void bytesWithATypeOfTheTensor() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("x")
                                .global("torch._utils", "_rebuild_tensor_v3")
                                .mark()
                                .mark()
                                .text("storage")
                                .global("torch.storage", "UntypedStorage")
                                .text("1")
                                .text("cpu")
                                .number(4)
                                .tuple()
                                .op('Q')
                                .number(0)
                                .numbers(2)
                                .numbers(1)
                                .op(0x89, 'N')
                                .global("torch", "uint16")
                                .tuple()
                                .reduce())
                .storage("1", new byte[] {1, 0, -1, -1})
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(values(checkpoint, "x")).containsExactly(1, 65535);
        }
    }

    @Test
    void parametersAndTensorSubclasses() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("a")
                                .global("torch._utils", "_rebuild_parameter")
                                .mark()
                                .vector("0", 6)
                                .op(0x88)
                                .dictionary()
                                .tuple()
                                .reduce()
                                .text("b")
                                .global("torch._tensor", "_rebuild_from_type_v2")
                                .mark()
                                .global("torch._utils", "_rebuild_tensor_v2")
                                .global("torch", "Tensor")
                                .mark()
                                .storage("FloatStorage", "0", 6)
                                .number(0)
                                .numbers(6)
                                .numbers(1)
                                .op(0x89)
                                .dictionary()
                                .tuple()
                                .dictionary()
                                .tuple()
                                .reduce())
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(values(checkpoint, "a")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(values(checkpoint, "b")).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void deflatedEntriesAndAnyRoot() throws IOException {
        byte[] pickle = new PickleWriter(2)
                .dictionary()
                .mark()
                .text("x")
                .vector("0", 6)
                .text("y")
                .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                .setItems()
                .stop();
        Path file = new TorchZip("what ever-1.2", pickle)
                .storage("0", SIX)
                .add("byteorder", "little".getBytes(StandardCharsets.US_ASCII))
                .add(".data/serialization_id", "123".getBytes(StandardCharsets.US_ASCII))
                .deflate()
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(values(checkpoint, "y")).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(values(checkpoint, "x")).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void bigEndianIsRefused() throws IOException {
        assertRefused(
                archive(2, p -> p.text("x").vector("0", 6)).add("byteorder", "big".getBytes(StandardCharsets.US_ASCII)),
                "byte order 'big'");
    }

    @Test
    void viewThatLeavesItsStorage() throws IOException {
        long[][][] views = {
            {{7}, {1}},
            {{2, 3}, {4, 1}},
            {{6}, {2}},
            {{1L << 40, 1L << 40}, {1, 1}},
            {{-1}, {1}},
            {{2}, {-1}},
            {{1L << 62, 4}, {0, 0}},
            {{1L << 30}, {0}},
            {{2}, {Long.MAX_VALUE}},
            {{2, 2}, {1}}
        };
        for (long[][] view : views) {
            assertRefused(
                    archive(2, p -> p.text("blocks.0.w").tensor("FloatStorage", "0", 6, 0, view[0], view[1])),
                    "blocks.0.w");
        }
        assertRefused(
                archive(2, p -> p.text("w").tensor("FloatStorage", "0", 6, 6, new long[] {1}, new long[] {1})),
                "'w'",
                "leaves its storage");
        assertRefused(
                archive(2, p -> p.text("w").tensor("FloatStorage", "0", 6, -1, new long[] {1}, new long[] {1})), "'w'");
    }

    @Test
    void storagesThatAreMissingOrShort() throws IOException {
        assertRefused(archive(2, p -> p.text("w").vector("9", 6)), "'w'", "data/9", "missing");
        assertRefused(archive(2, p -> p.text("w").vector("0", 7)), "'w'", "data/0", "expected 7 elements");
        assertRefused(
                archive(2, p -> p.text("w").tensor("ComplexFloatStorage", "0", 3, 0, new long[] {3}, new long[] {1})),
                "'w'",
                "ComplexFloatStorage");
    }

    @Test
    void tooSmallATargetAndAClosedFile() throws IOException {
        Path file = archive(2, p -> p.text("w").vector("0", 6)).write(file());
        Checkpoint checkpoint = Checkpoint.open(file);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> checkpoint.tensors().get("w").copyTo(FloatBuffer.allocate(5)))
                .withMessageContaining("6")
                .withMessageContaining("5");
        checkpoint.close();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> values(checkpoint, "w"))
                .withMessageContaining("closed");
    }
}
