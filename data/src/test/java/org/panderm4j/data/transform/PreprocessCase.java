package org.panderm4j.data.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.resample.Filter;

/** One entry of {@code preprocess/index.json}. */
record PreprocessCase(Path folder, JsonNode entry, JsonNode configs) {

    static List<PreprocessCase> all() throws IOException {
        List<PreprocessCase> cases = new ArrayList<>();
        for (Path folder : GoldenCases.folder("preprocess")) {
            JsonNode index =
                    new ObjectMapper().readTree(folder.resolve("index.json").toFile());
            index.get("cases").forEach(entry -> cases.add(new PreprocessCase(folder, entry, index.get("configs"))));
        }
        return cases;
    }

    boolean has(String key) {
        return entry.has(key);
    }

    NpyArray array(String key) throws IOException {
        return Npy.read(folder.resolve(entry.get(key).asText()));
    }

    Picture picture() throws IOException {
        Path images = GoldenCases.beside(folder, "images");
        return ImageDecoder.decode(images.resolve(entry.get("image").asText()));
    }

    ImageTransform transform() {
        String order = entry.path("order").asText("source_mode");
        boolean probe = entry.get("config").asText().equals("probe");
        boolean rgbFirst = probe || order.equals("rgb_first");
        return new ImageTransform(config(), rgbFirst ? ColorOrder.RGB_FIRST : ColorOrder.SOURCE_MODE);
    }

    private PreprocessConfig config() {
        String name = entry.get("config").asText();
        if (name.equals("probe")) {
            return PreprocessConfig.probe(
                    entry.get("resize").asInt(), entry.get("crop").asInt());
        }
        if (configs.has(name)) {
            return fromJson(configs.get(name));
        }
        int size = Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
        PreprocessConfig openAi = PreprocessConfig.OPENAI_224;
        return new PreprocessConfig(
                size, size, openAi.mean(), openAi.std(), openAi.interpolation(), openAi.resizeMode(), 0);
    }

    private static PreprocessConfig fromJson(JsonNode json) {
        JsonNode size = json.get("size");
        return new PreprocessConfig(
                size.isArray() ? size.get(0).asInt() : size.asInt(),
                size.isArray() ? size.get(1).asInt() : size.asInt(),
                doubles(json.get("mean")),
                doubles(json.get("std")),
                Filter.valueOf(json.get("interpolation").asText().toUpperCase(Locale.ROOT)),
                ResizeMode.of(json.get("resize_mode").asText()),
                json.get("fill_color").asInt());
    }

    private static List<Double> doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }

    @Override
    public String toString() {
        return entry.get("u8").asText();
    }
}
