package org.panderm4j.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

/** Every recorded transform and every recorded decode, against Pillow. */
@Tag("golden")
class PreprocessGoldenTest {
    private static final String DECODED = ".rgb.npy";

    static List<PreprocessCase> cases() throws IOException {
        return PreprocessCase.all();
    }

    static List<PreprocessCase> floatCases() throws IOException {
        return cases().stream().filter(c -> c.has("f32") || c.has("f32_mean")).toList();
    }

    static List<Path> decodedArrays() throws IOException {
        List<Path> arrays = new ArrayList<>();
        for (Path images : GoldenCases.folder("images")) {
            try (Stream<Path> files = Files.list(images.resolve("decoded"))) {
                files.filter(file -> file.toString().endsWith(DECODED)).sorted().forEach(arrays::add);
            }
        }
        return arrays;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void uint8(PreprocessCase golden) throws IOException {
        ImageTransform transform = golden.transform();
        Pixels pixels = transform.apply(golden.picture());
        NpyArray expected = golden.array("u8");
        assertThat(new long[] {3, pixels.height(), pixels.width()}).isEqualTo(expected.shape());
        assertThat(Arrays.mismatch(pixels.channelFirst(), expected.bytes()))
                .as("first differing byte")
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("floatCases")
    void float32(PreprocessCase golden) throws IOException {
        ImageTransform transform = golden.transform();
        float[] values = transform.normalize(transform.apply(golden.picture()));
        if (golden.has("f32")) {
            assertThat(values).containsExactly(golden.array("f32").floats(), within(1e-6f));
            return;
        }
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        assertThat(sum / values.length).isCloseTo(golden.entry().get("f32_mean").asDouble(), within(1e-6));
        JsonNode corner = golden.entry().get("f32_corner");
        for (int c = 0; c < corner.size(); c++) {
            assertThat((double) values[c * values.length / 3])
                    .isCloseTo(corner.get(c).asDouble(), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("decodedArrays")
    void decoding(Path decoded) throws IOException {
        Path images = decoded.getParent().getParent();
        String name = decoded.getFileName().toString().replace(DECODED, "");
        Picture picture = ImageDecoder.decode(images.resolve(name));
        JsonNode facts = new ObjectMapper()
                .readTree(images.resolve("images.json").toFile())
                .get(name);
        assertThat(picture.mode().pillowName()).isEqualTo(facts.get("mode").asText());
        assertThat(new long[] {picture.height(), picture.width(), 3})
                .isEqualTo(Npy.read(decoded).shape());
        assertThat(Arrays.mismatch(picture.toRgb().rgb(), Npy.read(decoded).bytes()))
                .as("first differing byte")
                .isEqualTo(-1);
    }
}
