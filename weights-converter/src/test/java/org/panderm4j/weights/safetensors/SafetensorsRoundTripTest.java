package org.panderm4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.HalfFloats;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.checkpoint.Tensors;

class SafetensorsRoundTripTest {
    @TempDir
    private Path folder;

    static Stream<Long> seeds() {
        return Stream.iterate(100L, seed -> seed + 1).limit(25);
    }

    private static long[] randomShape(Random random) {
        long[] shape = new long[random.nextInt(5)];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(14);
        }
        return shape;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomTensorsComeBackBitForBit(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, float[]> expected = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        SafetensorsWriter writer = new SafetensorsWriter().describe("seed", "line\n\"" + seed);
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            String name = "block." + i + (random.nextBoolean() ? ".weight" : " \"ü\u2028\\");
            DType dtype = random.nextBoolean() ? DType.F32 : DType.BF16;
            long[] shape = randomShape(random);
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int v = 0; v < values.length; v++) {
                values[v] = Float.intBitsToFloat(random.nextInt());
                if (dtype == DType.BF16) {
                    values[v] = HalfFloats.fromBFloat16(HalfFloats.toBFloat16(values[v]));
                }
            }
            writer.add(name, dtype, shape, target -> target.put(values));
            expected.put(name, values);
            shapes.put(name, shape);
        }
        Path file = folder.resolve("round.safetensors");
        writer.write(file);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.values()).as("seed " + seed).containsEntry("seed", "line\n\"" + seed);
            assertThat(checkpoint.tensors().keySet())
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (TensorSource tensor : checkpoint.tensors().values()) {
                int[] bits = new int[expected.get(tensor.name()).length];
                Arrays.setAll(bits, v -> Float.floatToRawIntBits(expected.get(tensor.name())[v]));
                assertThat(Tensors.bits(tensor)).as("seed %d, %s", seed, tensor).isEqualTo(bits);
                assertThat(tensor.shape()).as("seed %d, %s", seed, tensor).isEqualTo(shapes.get(tensor.name()));
            }
        }
        byte[] once = Files.readAllBytes(file);
        writer.withoutSync().write(file);
        assertThat(Files.readAllBytes(file)).as("seed " + seed).isEqualTo(once);
        assertThat(once[0] % 8).as("padding of the header, seed " + seed).isZero();
    }

    @Test
    void bfloat16IsHalfTheSizeAndRounded() throws IOException {
        Path file = folder.resolve("half.safetensors");
        float[] values = {1f, 1 + 0x1p-8f, 1 + 0x3p-8f, (float) -Math.PI};
        new SafetensorsWriter()
                .add("x", DType.BF16, new long[] {4}, target -> target.put(values))
                .write(file);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            TensorSource x = checkpoint.tensors().get("x");
            assertThat(x.dtype()).isEqualTo(DType.BF16);
            assertThat(Tensors.floats(x)).containsExactly(1f, 1f, 1.015625f, -3.140625f);
        }
    }

    @Test
    void copiesFromOneFileToAnother() throws IOException {
        Path from = folder.resolve("from.safetensors");
        Path to = folder.resolve("to.safetensors");
        float[] values = new float[3_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        new SafetensorsWriter()
                .add("x", DType.F32, new long[] {1000, 3000}, target -> target.put(values))
                .write(from);
        try (Checkpoint checkpoint = Checkpoint.open(from)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (TensorSource tensor : checkpoint.tensors().values()) {
                writer.add(tensor.name(), DType.F32, tensor.shape(), tensor::copyTo);
            }
            writer.write(to);
        }
        assertThat(Files.mismatch(from, to)).isEqualTo(-1);
    }

    /** The file is the same as from a tensor given whole, whatever the length is to the pieces. */
    @Test
    void writesWhatLiesInMemoryPieceByPiece() throws IOException {
        for (int length : new int[] {0, 1, (1 << 18) - 1, 1 << 18, (1 << 19) + 1}) {
            FloatBuffer memory = FloatBuffer.allocate(length + 3);
            for (int i = 0; i < memory.limit(); i++) {
                memory.put(i, (float) Math.sin(i));
            }
            FloatBuffer values = memory.position(2).limit(2 + length);
            Path pieces = folder.resolve("pieces.safetensors");
            Path whole = folder.resolve("whole.safetensors");
            long[] shape = {length};
            new SafetensorsWriter().add("x", shape, values).write(pieces);
            assertThat(values.position()).isEqualTo(2);
            new SafetensorsWriter()
                    .add("x", DType.F32, shape, target -> target.put(values.duplicate()))
                    .write(whole);
            assertThat(Files.mismatch(pieces, whole)).as("%d values", length).isEqualTo(-1);
        }
    }

    @Test
    void targetBehindItsStartAndDirect() throws IOException {
        Path file = folder.resolve("one.safetensors");
        new SafetensorsWriter()
                .add("x", DType.F32, new long[] {3}, target -> target.put(new float[] {1, 2, 3}))
                .write(file);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            FloatBuffer target = FloatBuffer.allocate(6).position(2);
            checkpoint.tensors().get("x").copyTo(target);
            assertThat(target.position()).isEqualTo(5);
            assertThat(target.array()).containsExactly(0, 0, 1, 2, 3, 0);
        }
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("kept.safetensors");
        Files.writeString(file, "old");
        List<SafetensorsWriter> failing = new ArrayList<>();
        failing.add(new SafetensorsWriter().add("short", DType.F32, new long[] {3}, target -> target.put(1f)));
        failing.add(new SafetensorsWriter().add("long", DType.F32, new long[] {1}, target -> target.put(new float[2])));
        failing.add(new SafetensorsWriter().add("broken", DType.F32, new long[] {1}, target -> {
            throw new CheckpointException(file, "broken", "on purpose");
        }));
        for (SafetensorsWriter writer : failing) {
            assertThatExceptionOfType(CheckpointException.class).isThrownBy(() -> writer.write(file));
            assertThat(file).hasContent("old");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void badRequests() {
        SafetensorsWriter writer = new SafetensorsWriter().add("x", DType.F32, new long[0], target -> target.put(1f));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> writer.add("y", new long[] {2, 2}, FloatBuffer.allocate(3)))
                .withMessageContaining("y")
                .withMessageContaining("[2, 2]")
                .withMessageContaining("3");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> writer.add("x", DType.F32, new long[0], target -> target.put(1f)))
                .withMessageContaining("x");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> writer.add("y", DType.F16, new long[0], target -> target.put(1f)))
                .withMessageContaining("F16");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> writer.add("z", DType.F32, new long[] {1L << 40, 1L << 40}, target -> target.put(1f)))
                .withMessageContaining("z");
    }
}
