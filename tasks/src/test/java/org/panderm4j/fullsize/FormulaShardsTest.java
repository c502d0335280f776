package org.panderm4j.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.HalfFloats;
import org.panderm4j.weights.checkpoint.TensorSource;

class FormulaShardsTest {
    /** 60 values in the first two, 200 in the third, 10 in the last. */
    private static final Map<String, long[]> SHAPES = shapes();

    @TempDir
    private Path folder;

    private static Map<String, long[]> shapes() {
        TensorShapes shapes = new TensorShapes();
        shapes.linear("a", 10, 5);
        shapes.put("b.lambda1", 200);
        shapes.put("c", 10);
        return shapes.all();
    }

    @Test
    void oneFileWithinTheLimit() throws IOException {
        Path written = new FormulaShards("model", DType.F32, 4 * 270).write(SHAPES, folder);
        assertThat(written).isEqualTo(folder.resolve("model.safetensors"));
        assertThat(files()).containsExactly("model.safetensors");
        assertValues(written, DType.F32);
    }

    @Test
    void shardsAreFilledInOrderAndATooLargeTensorStandsAlone() throws IOException {
        Path written = new FormulaShards("model", DType.BF16, 2 * 60).write(SHAPES, folder);
        assertThat(files())
                .containsExactly(
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors",
                        "model.safetensors.index.json");
        JsonNode index = new ObjectMapper().readTree(written.toFile());
        assertThat(index.path("metadata").path("total_size").longValue()).isEqualTo(2 * 270);
        assertThat(index.path("weight_map").path("a.bias").asText()).isEqualTo("model-00001-of-00003.safetensors");
        assertThat(index.path("weight_map").path("b.lambda1").asText()).isEqualTo("model-00002-of-00003.safetensors");
        assertThat(index.path("weight_map").path("c").asText()).isEqualTo("model-00003-of-00003.safetensors");
        assertValues(written, DType.BF16);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertValues(Path written, DType dtype) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(written)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys(SHAPES.keySet());
            for (TensorSource tensor : checkpoint.tensors().values()) {
                assertThat(tensor.dtype()).isEqualTo(dtype);
                assertThat(tensor.shape()).isEqualTo(SHAPES.get(tensor.name()));
                float[] found = new float[(int) tensor.elements()];
                tensor.copyTo(FloatBuffer.wrap(found));
                float[] expected = new float[found.length];
                Formula.fill(tensor.name(), tensor.shape(), FloatBuffer.wrap(expected));
                if (dtype == DType.BF16) {
                    round(expected);
                }
                assertThat(found).as(tensor.name()).isEqualTo(expected);
            }
        }
    }

    private static void round(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfFloats.fromBFloat16(HalfFloats.toBFloat16(values[i]));
        }
    }
}
