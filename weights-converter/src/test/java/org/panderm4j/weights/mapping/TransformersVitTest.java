package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** The family that docs/add-a-model.md adds: the same network as timm's under other names, so the same weights must come out. */
class TransformersVitTest {
    private static final int WIDTH = 8;
    private static final int HIDDEN = 20;
    private static final int BLOCKS = 2;
    private static final String CONFIG =
            "{\"model_type\": \"vit\", \"hidden_size\": 8, \"num_attention_heads\": 4, \"num_hidden_layers\": 2}";

    @TempDir
    private Path folder;

    /** Tensors by two names: timm's, and those of the transformers format. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    TransformersVitTest() {
        put("cls_token", "embeddings.cls_token", 1, 1, WIDTH);
        put("pos_embed", "embeddings.position_embeddings", 1, 5, WIDTH);
        linear("patch_embed.proj", "embeddings.patch_embeddings.projection", WIDTH, 3, 4, 4);
        for (int i = 0; i < BLOCKS; i++) {
            String timm = "blocks." + i + ".";
            String theirs = "encoder.layer." + i + ".";
            linear(timm + "norm1", theirs + "layernorm_before", WIDTH);
            linear(timm + "attn.proj", theirs + "attention.output.dense", WIDTH, WIDTH);
            linear(timm + "norm2", theirs + "layernorm_after", WIDTH);
            linear(timm + "mlp.fc1", theirs + "intermediate.dense", HIDDEN, WIDTH);
            linear(timm + "mlp.fc2", theirs + "output.dense", WIDTH, HIDDEN);
        }
        linear("norm", "layernorm", WIDTH);
        linear("head", "classifier", 3, WIDTH);
    }

    private void linear(String timm, String theirs, long... shape) {
        put(timm + ".weight", theirs + ".weight", shape);
        put(timm + ".bias", theirs + ".bias", shape[0]);
    }

    private void put(String timm, String theirs, long... shape) {
        names.put(timm, theirs);
        shapes.put(timm, shape);
    }

    private static float[] values(String timm, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Random random = new Random(timm.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private Path timm() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        shapes.forEach((name, shape) -> add(writer, name, values(name, shape), shape));
        for (int i = 0; i < BLOCKS; i++) {
            String qkv = "blocks." + i + ".attn.qkv";
            add(writer, qkv + ".weight", values(qkv, 3 * WIDTH, WIDTH), 3 * WIDTH, WIDTH);
            add(writer, qkv + ".bias", values(qkv + ".bias", 3 * WIDTH), 3 * WIDTH);
        }
        return write(writer, "timm.safetensors");
    }

    /** @param prefix of the network in a classification model, or nothing */
    private Path transformers(String prefix) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        shapes.forEach((name, shape) -> {
            String theirs = names.get(name);
            add(writer, (theirs.startsWith("classifier") ? "" : prefix) + theirs, values(name, shape), shape);
        });
        for (int i = 0; i < BLOCKS; i++) {
            float[] weight = values("blocks." + i + ".attn.qkv", 3 * WIDTH, WIDTH);
            float[] bias = values("blocks." + i + ".attn.qkv.bias", 3 * WIDTH);
            List<String> parts = List.of("query", "key", "value");
            for (int k = 0; k < 3; k++) {
                String layer = prefix + "encoder.layer." + i + ".attention.attention." + parts.get(k);
                int size = WIDTH * WIDTH;
                add(writer, layer + ".weight", Arrays.copyOfRange(weight, k * size, (k + 1) * size), WIDTH, WIDTH);
                add(writer, layer + ".bias", Arrays.copyOfRange(bias, k * WIDTH, (k + 1) * WIDTH), WIDTH);
            }
        }
        return write(writer, "transformers.safetensors");
    }

    private static void add(SafetensorsWriter writer, String name, float[] values, long... shape) {
        writer.add(name, DType.F32, shape, target -> target.put(values));
    }

    private Path write(SafetensorsWriter writer, String name) throws IOException {
        Path file = folder.resolve(name);
        writer.write(file);
        return file;
    }

    private static ModelConfigs configs(String config) throws IOException {
        JsonNode none = MissingNode.getInstance();
        return new ModelConfigs(none, new ObjectMapper().readTree(config), none, none, Optional.empty());
    }

    private static float[] copy(Weights weights, String name) {
        FloatBuffer values =
                FloatBuffer.allocate((int) Arrays.stream(weights.shape(name)).reduce(1, (a, b) -> a * b));
        weights.copy(name, values);
        return values.array();
    }

    @Test
    void givesTheWeightsOfTimmsLayout() throws IOException {
        ModelConfigs heads = ModelConfigs.of(new ObjectMapper().readTree("{\"heads\": 4}"));
        for (String prefix : List.of("", "vit.")) {
            try (Checkpoint one = Checkpoint.open(timm());
                    Checkpoint other = Checkpoint.open(transformers(prefix))) {
                Mapping timm = Mapping.load(one, heads, false);
                Mapping theirs = Mapping.load(other, configs(CONFIG), false);
                assertThat(theirs.family()).isEqualTo("transformers-vit");
                assertThat(theirs.weights().names()).isEqualTo(timm.weights().names());
                for (String name : timm.weights().names()) {
                    assertThat(copy(theirs.weights(), name)).as(name).isEqualTo(copy(timm.weights(), name));
                }
                Tower tower = theirs.towers().image();
                assertThat(tower.stem()).isEqualTo(timm.towers().image().stem());
                assertThat(tower.blocks().get(0).attention())
                        .isEqualTo(timm.towers().image().blocks().get(0).attention());
                assertThat(tower.blocks().get(0).eps()).isEqualTo(1e-12);
                assertThat(tower.outputWidth(Tower.LOGITS)).isEqualTo(3);
            }
        }
    }

    @Test
    void refusesAnotherModelOfTheSameKeys() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(transformers(""))) {
            String beit = CONFIG.replace("\"vit\"", "\"beit\"");
            assertThatThrownBy(() -> Mapping.load(checkpoint, configs(beit), false))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContainingAll("model_type", "vit", "beit");
        }
    }

    /** What the page shows is what the program reads. */
    @Test
    void pageShowsLinesOfTheTable() throws IOException {
        String page = Files.readString(GoldenCases.home().resolve("docs/add-a-model.md"));
        String shown = page.substring(page.indexOf("```keys") + "```keys".length());
        try (InputStream table = KeyTable.class.getResourceAsStream("transformers-vit.keys")) {
            List<String> lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
            List<String> ofPage = shown.substring(0, shown.indexOf("```"))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.equals("..."))
                    .toList();
            assertThat(ofPage).hasSizeGreaterThan(10);
            assertThat(lines).containsAll(ofPage);
        }
    }
}
