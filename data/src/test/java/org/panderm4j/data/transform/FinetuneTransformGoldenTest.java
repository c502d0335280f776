package org.panderm4j.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

/** The fine-tuning transform against arrays recorded from OpenCV and albumentations. */
@Tag("golden")
class FinetuneTransformGoldenTest {
    private static final String LOADED = "_loaded_224_u8.npy";

    static List<Path> loadedArrays() throws IOException {
        List<Path> arrays = new ArrayList<>();
        for (Path folder : GoldenCases.folder("multimodal-data/image_load")) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(LOADED)).sorted().forEach(arrays::add);
            }
        }
        return arrays;
    }

    @ParameterizedTest
    @MethodSource("loadedArrays")
    void loading(Path recorded) throws IOException {
        FinetuneTransform transform = new FinetuneTransform(ChannelOrder.BGR);
        byte[] bytes = transform.channelFirst(transform.load(picture(recorded)));
        byte[] expected = Npy.read(recorded).bytes(); // [height, width, blue-green-red]
        int area = bytes.length / 3;
        for (int i = 0; i < expected.length; i++) {
            assertThat(bytes[i % 3 * area + i / 3]).as("byte %d", i).isEqualTo(expected[i]);
        }
    }

    @Test
    void normalizing() throws IOException {
        List<Path> folders = GoldenCases.folder("multimodal-data/augment");
        assertThat(folders).isNotEmpty();
        FinetuneTransform transform = new FinetuneTransform(ChannelOrder.BGR);
        Pixels pixels = transform.load(folders.get(0).resolve("clinical.png"));
        NpyArray grid =
                Npy.read(folders.get(0).resolve("test_clinical_grid.npy")); // [3, every 8th row, every 8th column]
        assertThat(everyEighth(transform.normalize(pixels))).containsExactly(grid.floats(), within(1e-6f));
        float[] rgb = new FinetuneTransform(ChannelOrder.RGB).normalize(pixels);
        assertThat(Arrays.equals(rgb, transform.normalize(pixels))).isFalse();
    }

    private static float[] everyEighth(float[] values) {
        int side = FinetuneTransform.SIZE / 8;
        float[] grid = new float[3 * side * side];
        for (int i = 0; i < grid.length; i++) {
            int row = i / side % side * 8;
            int channel = i / (side * side);
            grid[i] = values[(channel * FinetuneTransform.SIZE + row) * FinetuneTransform.SIZE + i % side * 8];
        }
        return grid;
    }

    private static Path picture(Path recorded) throws IOException {
        String stem = recorded.getFileName().toString().replace(LOADED, "");
        try (Stream<Path> files = Files.list(recorded.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(stem + "_")
                            && !file.toString().endsWith(".npy"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
