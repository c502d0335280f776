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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Tensors;

class TorchZipTest {
    private static final byte[] SIX = TorchZip.floats(0, 1, 2, 3, 4, 5);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("weights.bin");
    }

    /** An archive with one dictionary; {@code items} writes keys and values. */
    private TorchZip archive(int protocol, Consumer<PickleWriter> items) {
        PickleWriter pickle = new PickleWriter(protocol).dictionary().mark();
        items.accept(pickle);
        return new TorchZip("archive", pickle.setItems().stop()).storage("0", SIX);
    }

    private void assertRefused(TorchZip archive, String... reasons) throws IOException {
        Path file = archive.write(file());
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons).doesNotContain("\n"));
    }

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

    private static float[] values(Checkpoint checkpoint, String key) throws IOException {
        return Tensors.floats(checkpoint.tensors().get(key));
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
    void keyThatOccursTwice() throws IOException {
        assertRefused(archive(2, p -> p.text("w").vector("0", 6).text("w").vector("0", 6)), "'w'", "twice");
        assertRefused(
                archive(
                        2,
                        p -> p.text("a.b")
                                .vector("0", 6)
                                .text("a")
                                .dictionary()
                                .text("b")
                                .vector("0", 6)
                                .op('s')),
                "'a.b'",
                "twice");
    }

    @Test
    void wrappersValuesAndLeftovers() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("epoch")
                                .number(499)
                                .text("args")
                                .global("argparse", "Namespace")
                                .op(')', 0x81)
                                .dictionary()
                                .mark()
                                .text("lr")
                                .op('G', 0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A)
                                .text("name")
                                .text("run")
                                .text("amp")
                                .op(0x88)
                                .text("none")
                                .op('N')
                                .setItems()
                                .op('b')
                                .text("optimizer")
                                .dictionary()
                                .text("state")
                                .dictionary()
                                .number(0)
                                .dictionary()
                                .text("exp_avg")
                                .vector("0", 6)
                                .op('s', 's', 's')
                                .text("module")
                                .dictionary()
                                .text("junk")
                                .number(1)
                                .op('s')
                                .text("state_dict")
                                .dictionary()
                                .mark()
                                .text("module.encoder.w")
                                .vector("0", 6)
                                .text("head")
                                .dictionary()
                                .text("bias")
                                .vector("0", 6)
                                .op('s')
                                .setItems())
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("module.encoder.w", "head.bias");
            assertThat(checkpoint.values())
                    .containsEntry("epoch", 499L)
                    .containsEntry("args.lr", 0.1)
                    .containsEntry("args.name", "run")
                    .containsEntry("args.amp", true)
                    .containsEntry("module.junk", 1L)
                    .hasSize(5);
            assertThat(checkpoint.skipped())
                    .containsExactly("args: argparse.Namespace", "optimizer.state: dictionary of 1");
        }
    }

    @Test
    void flatDictionaryLeavesTheOptimizerOut() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("w")
                                .vector("0", 6)
                                .text("optimizer")
                                .dictionary()
                                .text("w")
                                .vector("0", 6)
                                .op('s'))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("w");
            assertThat(checkpoint.skipped()).containsExactly("optimizer: dictionary of 1");
        }
    }

    @Test
    void modelOrderedBeforeStateDict() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("state_dict")
                                .dictionary()
                                .text("a")
                                .vector("0", 6)
                                .op('s')
                                .text("model")
                                .dictionary()
                                .text("b")
                                .vector("0", 6)
                                .op('s'))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("b");
            assertThat(checkpoint.skipped()).containsExactly("state_dict: dictionary of 1");
        }
    }

    @Test
    void wholeModelsAndEmptyDictionariesAreRefused() throws IOException {
        byte[] model = new PickleWriter(2)
                .global("my.models", "Net")
                .op(')', 0x81, '}', 'b')
                .stop();
        assertRefused(new TorchZip("a", model), "my.models.Net", "state_dict()");
        assertRefused(archive(2, p -> p.text("epoch").number(1).text("w").op(']')), "no weights", "w: list");
        assertRefused(new TorchZip("a", new PickleWriter(2).op(']').stop()), "no dictionary");
    }

    /** A module as TorchScript writes it: its class is a name, its state the attributes. */
    private static void module(PickleWriter pickle, Runnable attributes) {
        pickle.global("__torch__.net.___torch_mangle_1", "Block")
                .op(')', 0x81)
                .dictionary()
                .mark();
        attributes.run();
        pickle.text("training").op(0x89).text("hook").op('N').setItems().op('b');
    }

    @Test
    void scriptModulesAreDictionaries() throws IOException {
        PickleWriter p = new PickleWriter(2);
        module(p, () -> {
            p.text("scale").vector("0", 6).text("visual");
            module(p, () -> {
                p.text("proj").vector("0", 6).text("ln");
                module(p, () -> p.text("weight").vector("0", 6));
            });
        });
        Path file = new TorchZip("archive", p.stop())
                .storage("0", SIX)
                .add("constants.pkl", new PickleWriter(2).op(')').stop())
                .add("code/__torch__/net.py", "import os".getBytes(StandardCharsets.US_ASCII))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format()).isEqualTo("TorchScript archive");
            assertThat(checkpoint.tensors().keySet()).containsExactly("scale", "visual.proj", "visual.ln.weight");
            assertThat(checkpoint.values()).containsOnlyKeys("training", "visual.training", "visual.ln.training");
            assertThat(checkpoint.skipped()).isEmpty();
        }
    }

    @Test
    void theTensorOfAnUnknownStorageIsLeftOut() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("w")
                                .vector("0", 6)
                                .text("odd")
                                .global("torch._utils", "_rebuild_tensor_v2")
                                .mark()
                                .global("torch.storage", "_load_from_bytes")
                                .op('C', 1, 0, 0x85, 'R')
                                .number(0)
                                .numbers(1)
                                .numbers(1)
                                .op(0x89, '}')
                                .tuple()
                                .reduce())
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("w");
            assertThat(checkpoint.skipped()).containsExactly("odd: tensor of an unknown storage");
        }
    }

    @Test
    void aLoneTensorHasAName() throws IOException {
        Path file = new TorchZip("a", new PickleWriter(2).vector("0", 6).stop())
                .storage("0", SIX)
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(values(checkpoint, "tensor")).containsExactly(0, 1, 2, 3, 4, 5);
        }
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
