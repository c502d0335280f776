package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

class SaeFileTest {
    @TempDir
    Path folder;

    static SaeWeights random(SaeDesign design, long seed, float threshold) {
        Random random = new Random(seed);
        int n = design.inputs();
        int m = design.features();
        return new SaeWeights(
                design, floats(random, n), floats(random, m * n), floats(random, m), floats(random, n * m), threshold);
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static Stream<Sparsity> sparsities() {
        return Stream.of(new Sparsity.L1(), new Sparsity.TopK(3), new Sparsity.BatchTopK(2));
    }

    @ParameterizedTest
    @MethodSource("sparsities")
    void comesBackAsItWas(Sparsity sparsity) throws IOException {
        float threshold = sparsity instanceof Sparsity.BatchTopK ? 0.1f : 0;
        SaeWeights weights = random(new SaeDesign(5, 7, sparsity), 3, threshold);
        Path file = folder.resolve("sae.safetensors");
        SaeFile.write(weights, Map.of("epochs", "20"), file);
        SaeFile back = SaeFile.read(folder);
        assertThat(back.file()).isEqualTo(file);
        assertThat(back.training()).isEqualTo(Map.of("epochs", "20"));
        assertThat(back.weights()).usingRecursiveComparison().isEqualTo(weights);
    }

    @Test
    void sameWeightsGiveSameBytes() throws IOException {
        SaeWeights weights = random(new SaeDesign(4, 6, new Sparsity.TopK(2)), 1, 0);
        SaeFile.write(weights, Map.of("a", "1", "b", "2"), folder.resolve("one"));
        SaeFile.write(weights, Map.of("b", "2", "a", "1"), folder.resolve("two"));
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
    }

    @Test
    void goesToTheReferenceAndBack() throws IOException {
        SaeWeights weights = random(new SaeDesign(4, 6, new Sparsity.L1()), 2, 0);
        SaeFile.write(weights, Map.of(), folder.resolve("sae.safetensors"));
        Path exported = folder.resolve("autoencoder.pth");
        SaeFile.read(folder).export(exported, 100);
        assertThat(SaeFile.read(exported).weights()).usingRecursiveComparison().isEqualTo(weights);
    }

    @Test
    void doesNotExportWhatTheReferenceWouldMisread() throws IOException {
        SaeFile.write(
                random(new SaeDesign(4, 6, new Sparsity.TopK(2)), 2, 0), Map.of(), folder.resolve("sae.safetensors"));
        SaeFile file = SaeFile.read(folder);
        assertThatThrownBy(() -> file.export(folder.resolve("autoencoder.pth"), 0))
                .hasMessageContaining("found top 2 of each row");
        assertThat(folder.resolve("autoencoder.pth")).doesNotExist();
    }

    @Test
    void namesTheFolderThatHoldsNone() {
        assertThatThrownBy(() -> SaeFile.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder.resolve("sae.safetensors") + ": no such file")
                .hasMessageContaining("autoencoder.pth");
    }

    @Test
    void tellsWhatAnotherFileHolds() throws IOException {
        Path file = folder.resolve("head.safetensors");
        new SafetensorsWriter()
                .add("weight", new long[] {1, 2}, FloatBuffer.allocate(2))
                .write(file);
        assertThatThrownBy(() -> SaeFile.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": expected a sparse autoencoder with the tensors tied_bias, encoder._weight,"
                        + " encoder._bias, decoder._weight, found no tied_bias among ['weight']");
    }

    @Test
    void tellsOfSizesThatDoNotFit() throws IOException {
        Path file = folder.resolve("odd.safetensors");
        new SafetensorsWriter()
                .add("tied_bias", new long[] {1, 3}, FloatBuffer.allocate(3))
                .add("encoder._weight", new long[] {1, 4, 3}, FloatBuffer.allocate(12))
                .add("encoder._bias", new long[] {1, 5}, FloatBuffer.allocate(5))
                .add("decoder._weight", new long[] {1, 3, 4}, FloatBuffer.allocate(12))
                .write(file);
        assertThatThrownBy(() -> SaeFile.read(file)).hasMessage(file + ": encoder._bias: expected [4], found [5]");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        SaeWeights weights = random(new SaeDesign(3, 4, new Sparsity.L1()), 1, 0);
        weights.encoderBias()[2] = Float.NaN;
        Path file = folder.resolve("nan.safetensors");
        SaeFile.write(weights, Map.of(), file);
        assertThatThrownBy(() -> SaeFile.read(file))
                .hasMessage(file + ": tensor 'encoder._bias': expected finite values, found NaN");
    }

    @Test
    void refusesMetadataOfNoSense() throws IOException {
        Path file = folder.resolve("k.safetensors");
        new SafetensorsWriter()
                .describe("sparsity", "topk")
                .describe("k", "many")
                .add("tied_bias", new long[] {1, 1}, FloatBuffer.allocate(1))
                .add("encoder._weight", new long[] {1, 1, 1}, FloatBuffer.allocate(1))
                .add("encoder._bias", new long[] {1, 1}, FloatBuffer.allocate(1))
                .add("decoder._weight", new long[] {1, 1, 1}, FloatBuffer.allocate(1))
                .write(file);
        assertThatThrownBy(() -> SaeFile.read(file))
                .hasMessage(file + ": expected a whole number from 1 as k in its metadata, found 'many'");
    }

    @Test
    void refusesAFileThatIsNoCheckpoint() throws IOException {
        Path file = Files.writeString(folder.resolve("sae.pth"), "hello");
        assertThatThrownBy(() -> SaeFile.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString());
    }
}
