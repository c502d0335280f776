package org.panderm4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Damage;
import org.panderm4j.weights.checkpoint.Tensors;

class SafetensorsDamageTest {
    @TempDir
    private Path folder;

    private Path write(String header, int dataBytes) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(json.length).put(json);
        return Files.write(folder.resolve("bad.safetensors"), content.array());
    }

    private static String tensor(String name, String dtype, String shape, long begin, long end) {
        return "'" + name + "':{'dtype':'" + dtype + "','shape':[" + shape + "],'data_offsets':[" + begin + "," + end
                + "]}";
    }

    private void assertRefused(Path file, String... reasons) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "F64,8", "F32,4", "F16,2", "BF16,2", "I64,8", "I32,4", "I16,2", "I8,1", "U8,1", "BOOL,1", "U16,2", "U32,4",
        "U64,8"
    })
    void everyElementType(String dtype, int width) throws IOException {
        Path file = write("{" + tensor("x", dtype, "1,3", 0, 3L * width) + "}   ", 3 * width);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().get("x").dtype()).isEqualTo(DType.valueOf(dtype));
            assertThat(Tensors.floats(checkpoint.tensors().get("x"))).containsExactly(0, 0, 0);
        }
    }

    @Test
    void noTensorsAtAll() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(write("{}", 0))) {
            assertThat(checkpoint.tensors()).isEmpty();
        }
    }

    @Test
    void offsetsThatDoNotFit() throws IOException {
        assertRefused(write("{" + tensor("w.x", "F32", "2", 0, 8) + "}", 4), "'w.x'", "leave the data");
        assertRefused(write("{" + tensor("w.x", "F32", "2", 8, 0) + "}", 8), "'w.x'", "leave the data");
        assertRefused(write("{" + tensor("w.x", "F32", "2", -8, 0) + "}", 8), "'w.x'", "data_offsets");
        assertRefused(write("{" + tensor("w.x", "F32", "3", 0, 8) + "}", 8), "'w.x'", "expected 12 bytes");
        assertRefused(
                write("{" + tensor("w.x", "F32", "4611686018427387904,4", 0, 8) + "}", 8), "'w.x'", "impossible shape");
        assertRefused(write("{" + tensor("w.x", "F32", "2", 0, 8) + "}", 12), "expected 8 bytes of data, found 12");
        assertRefused(
                write("{" + tensor("a", "F32", "2", 0, 8) + "," + tensor("b", "F32", "1", 4, 8) + "}", 8),
                "'b'",
                "overlaps");
        assertRefused(
                write("{" + tensor("a", "F32", "1", 0, 4) + "," + tensor("b", "F32", "1", 8, 12) + "}", 12),
                "'b'",
                "gap");
    }

    /** The format asks for no alignment, and reading needs none. */
    @Test
    void aTensorAtAnOddByte() throws IOException {
        Path file = write("{" + tensor("a", "U8", "1", 0, 1) + "," + tensor("b", "F32", "1", 1, 5) + "}", 5);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            FloatBuffer value = FloatBuffer.allocate(1);
            checkpoint.tensors().get("b").copyTo(value);
            assertThat(value.position()).isEqualTo(1);
        }
    }

    @Test
    void headersThatAreWrong() throws IOException {
        String x = tensor("x", "F32", "1", 0, 4);
        assertRefused(write("{" + x + "," + x + "}", 4), "x", "Duplicate");
        assertRefused(write("{" + tensor("x", "F8_E4M3", "4", 0, 4) + "}", 4), "'x'", "F8_E4M3");
        assertRefused(write("{'x':{'dtype':'F32','shape':[1]}}", 4), "'x'", "data_offsets");
        assertRefused(write("{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}", 4), "whole number");
        assertRefused(write("{'x':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}", 4), "damaged");
        assertRefused(write("{'x':3}", 4), "description");
        assertRefused(write("{'__metadata__':{'a':1}}", 0), "__metadata__");
        assertRefused(write("{" + x + "} x", 4), "damaged");
        assertRefused(write("{" + x, 4), "damaged");
        assertRefused(write("{'x':" + "[".repeat(5000) + "}", 4), "damaged");
        byte[] latin = Files.readAllBytes(write("{'__metadata__':{'a':'b'}}", 0));
        latin[latin.length - 4] = (byte) 0xE4;
        assertRefused(Files.write(folder.resolve("latin.safetensors"), latin), "UTF-8");
    }

    private byte[] valid() throws IOException {
        Path file = folder.resolve("valid.safetensors");
        new SafetensorsWriter()
                .describe("format", "pt")
                .add("a.weight", DType.F32, new long[] {3, 4}, target -> target.put(new float[12]))
                .add("b", DType.BF16, new long[] {5}, target -> target.put(new float[5]))
                .add("c", DType.F32, new long[] {}, target -> target.put(1f))
                .write(file);
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cutAnywhere(long seed) throws IOException {
        Damage.cut(folder, valid(), seed, 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void corruptHeader(long seed) throws IOException {
        byte[] valid = valid();
        int header = (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        assertThat(Damage.corrupt(folder, valid, 0, 8 + header, seed, 500)).isBetween(1, 499);
    }
}
