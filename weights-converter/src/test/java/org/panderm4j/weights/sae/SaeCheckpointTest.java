package org.panderm4j.weights.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

class SaeCheckpointTest {
    private static final int N = 5;
    private static final int M = 300;

    @TempDir
    Path folder;

    private static ReadTensors weights(boolean components) {
        Random random = new Random(11);
        Map<String, SaeCheckpoint.Values> tensors = new LinkedHashMap<>();
        tensors.put("tied_bias", values(random, components, N));
        tensors.put("encoder._weight", values(random, components, M, N));
        tensors.put("encoder._bias", values(random, components, M));
        tensors.put("decoder._weight", values(random, components, N, M));
        return new ReadTensors(tensors);
    }

    private static SaeCheckpoint.Values values(Random random, boolean components, long... shape) {
        int elements = 1;
        for (long axis : shape) {
            elements *= (int) axis;
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        long[] led = new long[shape.length + 1];
        led[0] = 1;
        System.arraycopy(shape, 0, led, 1, shape.length);
        return new SaeCheckpoint.Values(components ? led : shape, values);
    }

    private static float[] copy(org.panderm4j.nn.tower.Weights weights, String name) {
        return SaeCheckpoint.Values.of(weights, name).values();
    }

    @Test
    void torchFileHasTheSixKeysTheSizesAndTheShape() throws IOException {
        Path file = folder.resolve("autoencoder.pth");
        ReadTensors weights = weights(false);
        SaeCheckpoint.writeTorch(file, weights, 3_000_000_000L, N);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format()).isEqualTo("torch zip");
            assertThat(checkpoint.tensors().keySet())
                    .containsExactly(
                            "tied_bias",
                            "pre_encoder_bias._bias_reference",
                            "encoder._weight",
                            "encoder._bias",
                            "decoder._weight",
                            "post_decoder_bias._bias_reference");
            assertThat(checkpoint.tensors().get("encoder._weight").shape()).containsExactly(1, M, N);
            assertThat(checkpoint.tensors().get("decoder._weight").shape()).containsExactly(1, N, M);
            FloatBuffer last = FloatBuffer.allocate(N);
            checkpoint.tensors().get("post_decoder_bias._bias_reference").copyTo(last);
            assertThat(last.array()).containsExactly(copy(weights, "tied_bias"));
            assertThat(checkpoint.values())
                    .containsEntry("model_config.n_input_features", (long) N)
                    .containsEntry("model_config.n_learned_features", (long) M)
                    .containsEntry("model_config.n_components", 1L);
            assertThat(checkpoint.skipped()).hasSize(1).first().asString().startsWith("train_shape");
        }
    }

    @Test
    void biasesShareAStorageAndStoragesAreAligned() throws IOException {
        Path file = folder.resolve("autoencoder.pth");
        SaeCheckpoint.writeTorch(file, weights(true), 7, N);
        byte[] bytes = Files.readAllBytes(file);
        int storages = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().startsWith("autoencoder/data/")) {
                    storages++;
                    byte[] content = zip.getInputStream(entry).readAllBytes();
                    assertThat(find(bytes, content) % 64).as(entry.getName()).isZero();
                }
            }
        }
        assertThat(storages).isEqualTo(4);
    }

    private static int find(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            if (java.util.Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not stored as it is");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("sae.pt");
        ReadTensors weights = weights(true);
        SaeCheckpoint.writeTorch(file, weights, 7, N);
        var read = SaeCheckpoint.read(file);
        assertThat(read.names()).isEqualTo(weights.names());
        for (String name : weights.names()) {
            assertThat(read.shape(name)).containsExactly(weights.shape(name));
            assertThat(copy(read, name)).containsExactly(copy(weights, name));
        }
    }

    @Test
    void safetensorsMayHaveAPrefixAndAThreshold() throws IOException {
        Path file = folder.resolve("sae.safetensors");
        ReadTensors weights = weights(true);
        SafetensorsWriter writer = new SafetensorsWriter();
        for (String name : weights.names()) {
            writer.add("sae." + name, weights.shape(name), FloatBuffer.wrap(copy(weights, name)));
        }
        writer.add("sae.threshold", new long[] {1}, FloatBuffer.wrap(new float[] {0.25f}));
        writer.write(file);
        var read = SaeCheckpoint.read(file);
        assertThat(copy(read, "encoder._weight")).containsExactly(copy(weights, "encoder._weight"));
        assertThat(copy(read, "threshold")).containsExactly(0.25f);
    }

    @Test
    void anotherModelIsRefusedByFileAndTensor() throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafetensorsWriter()
                .add("head.weight", new long[] {1}, FloatBuffer.wrap(new float[] {1}))
                .write(file);
        assertThatThrownBy(() -> SaeCheckpoint.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.safetensors")
                .hasMessageContaining("no tied_bias")
                .hasMessageContaining("head.weight");
    }
}
