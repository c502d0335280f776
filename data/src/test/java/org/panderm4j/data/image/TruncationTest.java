package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;

/** Decoders fill in what a cut file lacks; here every cut must be refused. */
class TruncationTest {
    private static final int CUTS = 60;

    static List<Path> pictures() throws IOException {
        try (Stream<Path> files = Files.list(GoldenCases.home().resolve("testdata/golden/images"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aCutFileIsRefusedByName(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        long seed = 20_240_117;
        Random random = new Random(seed);
        for (int i = 0; i < CUTS; i++) {
            // The closing byte of a GIF is not needed: its first frame is complete without it.
            int length = i == 0 ? whole.length - 2 : 1 + random.nextInt(whole.length - 2);
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ImageDecoder.decode(cut, "cut.file"))
                    .as("%d of %d bytes, seed %d", length, whole.length, seed)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cut.file: ")
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void flippedBytesNeverEscapeAsAnythingButAnIoException(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        long seed = 77;
        Random random = new Random(seed);
        for (int i = 0; i < CUTS; i++) {
            byte[] broken = whole.clone();
            int at = random.nextInt(Math.min(broken.length, 200));
            broken[at] = (byte) random.nextInt(256);
            try {
                Picture picture = ImageDecoder.decode(broken, "broken.file");
                assertThat(picture.toRgb().rgb()).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).as("byte %d, seed %d", at, seed).hasMessageStartingWith("broken.file: ");
            }
        }
    }
}
