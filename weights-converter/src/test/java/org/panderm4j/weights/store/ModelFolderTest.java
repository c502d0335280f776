package org.panderm4j.weights.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.HalfFloats;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.mapping.TinyModel;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;

class ModelFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path checkpoint;
    private Path text;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        checkpoint = new TinyModel(1).write(folder.resolve("tiny.safetensors"));
        text = folder.resolve("text");
        out = folder.resolve("out");
        TinyModel.writeVocabulary(text);
    }

    private static ModelOpener opener() {
        return new ModelOpener(Map.of("HF_HUB_OFFLINE", "1"), HubProgress.NONE);
    }

    private OpenModel original() throws IOException {
        return opener().open(ModelRequest.of(checkpoint.toString())
                .withArch(JSON.readTree(TinyModel.ARCH))
                .withTextModel(text));
    }

    private OpenModel converted() throws IOException {
        return opener().open(ModelRequest.of(out.toString()));
    }

    private static ModelFolder.Content content(OpenModel model) throws IOException {
        return new ModelFolder.Content(
                model.description(), model.weights(), Optional.of(model.tokenizerFolder()), model.report());
    }

    private void convert(DType dtype) throws IOException {
        try (OpenModel model = original()) {
            ModelFolder.write(out, content(model), dtype);
        }
    }

    private static float[] values(Weights weights, String name) {
        int elements = 1;
        for (long axis : weights.shape(name)) {
            elements *= (int) axis;
        }
        FloatBuffer values = FloatBuffer.allocate(elements);
        weights.copy(name, values);
        return values.array();
    }

    @Test
    void archMayRepeatWhatAConvertedModelIs() throws IOException {
        convert(DType.F32);
        ModelRequest same = ModelRequest.of(out.toString()).withArch(JSON.readTree(TinyModel.ARCH));
        try (OpenModel model = opener().open(same)) {
            assertThat(model.report().complete()).isTrue();
        }
        ModelRequest other = ModelRequest.of(out.toString()).withArch(JSON.readTree("{\"text\": {\"layers\": 77}}"));
        assertThatThrownBy(() -> opener().open(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.layers 77");
    }

    @Test
    void keepsEveryNumberInF32() throws IOException {
        convert(DType.F32);
        try (OpenModel before = original();
                OpenModel after = converted()) {
            assertThat(after.description()).isEqualTo(before.description());
            assertThat(after.weights().names())
                    .containsExactlyInAnyOrderElementsOf(before.weights().names());
            for (String name : before.weights().names()) {
                assertThat(after.weights().shape(name))
                        .isEqualTo(before.weights().shape(name));
                assertThat(values(after.weights(), name)).as(name).isEqualTo(values(before.weights(), name));
            }
            assertThat(after.report().complete()).isTrue();
            assertThat(after.tokenizerFolder().resolve("vocab.txt")).hasSameBinaryContentAs(text.resolve("vocab.txt"));
        }
    }

    @Test
    void roundsMatricesAloneInBf16() throws IOException {
        convert(DType.BF16);
        try (OpenModel before = original();
                OpenModel after = converted()) {
            for (String name : before.weights().names()) {
                float[] expected = values(before.weights(), name);
                if (before.weights().shape(name).length > 1) {
                    for (int i = 0; i < expected.length; i++) {
                        expected[i] = Float.intBitsToFloat(HalfFloats.toBFloat16(expected[i]) << 16);
                    }
                }
                assertThat(values(after.weights(), name)).as(name).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesADescriptionWithAnUnknownMissingOrOtherField() throws IOException {
        convert(DType.F32);
        Path file = out.resolve(ModelFolder.DESCRIPTION);
        ObjectNode good = (ObjectNode) JSON.readTree(Files.readString(file));
        refused(file, good.deepCopy().put("surprise", 1), "surprise");
        refused(file, good.deepCopy().put("format", ModelDescription.FORMAT + 1), "format");
        ObjectNode lacking = good.deepCopy();
        lacking.remove("preprocessing");
        refused(file, lacking, "preprocessing");
        ObjectNode deep = good.deepCopy();
        ((ObjectNode) deep.get("towers").get("image").get("stem")).put("kind", "rings");
        refused(file, deep, "rings");
        Files.writeString(file, "{");
        assertThatThrownBy(this::converted).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
    }

    private void refused(Path file, ObjectNode description, String word) throws IOException {
        Files.writeString(file, description.toString());
        assertThatThrownBy(this::converted)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), word)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void namesATensorThatTheFolderLacks() throws IOException {
        convert(DType.F32);
        Path weights = out.resolve(ModelFolder.WEIGHTS);
        new TinyModel(1).write(weights);
        assertThatThrownBy(this::converted)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(weights.toString(), "image.stem.patch.weight", "convert");
    }

    @Test
    void refusesAFolderWithContentAndAFile() throws IOException {
        Files.createDirectory(out);
        Path mine = Files.writeString(out.resolve("mine.txt"), "kept");
        assertThatThrownBy(() -> convert(DType.F32))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(out.toString());
        assertThat(mine).hasContent("kept");
        out = mine;
        assertThatThrownBy(() -> convert(DType.F32))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(mine.toString());
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        List<String> before = names();
        try (OpenModel model = original()) {
            ModelFolder.Content content = content(model);
            ModelFolder.Content untokenized = new ModelFolder.Content(
                    content.description(), content.weights(), Optional.of(folder), content.report());
            assertThatThrownBy(() -> ModelFolder.write(out, untokenized, DType.F32))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("vocab.txt", "tokenizer.json", "--text-model");
            assertThatThrownBy(() -> ModelFolder.write(out, content, DType.F32, aside -> {
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
        }
        assertThat(names()).isEqualTo(before);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(Path::toString).sorted().toList();
        }
    }
}
