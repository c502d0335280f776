package org.panderm4j.data.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;

class WorldFilesTest {
    private final DemoWorld world = DemoWorld.of(new WorldOptions(4, 12));

    @TempDir
    private Path folder;

    @Test
    void areThoseOfAFolder() throws IOException {
        WorldFolder.write(world, folder.resolve("world"), 32);
        List<WorldFiles.Entry> files = WorldFiles.of(world, 32);
        assertThat(files).hasSize(2 * 12 + 3);
        for (WorldFiles.Entry file : files) {
            assertThat(file.bytes().get())
                    .as(file.name())
                    .isEqualTo(Files.readAllBytes(folder.resolve("world").resolve(file.name())));
        }
    }

    @Test
    void picturesAreOfTheSizeAskedFor() throws IOException {
        WorldFiles.Entry first = WorldFiles.of(world, 40).get(0);
        assertThat(first.name()).isEqualTo("images/clinical/L00000.png");
        Picture picture = ImageDecoder.decode(first.bytes().get(), first.name());
        assertThat(picture.width()).isEqualTo(40);
        assertThat(picture.toRgb().rgb())
                .isEqualTo(
                        world.picture(world.lesions().get(0), View.CLINICAL, 40).rgb());
    }

    @Test
    void aPartIsDrawnAsInTheWhole() {
        DemoWorld part = world.keep(lesion -> lesion.number() % 3 == 1);
        assertThat(part.lesions()).hasSize(4).isSubsetOf(world.lesions());
        assertThat(part.picture(part.lesions().get(0), View.DERMOSCOPIC, 32).rgb())
                .isEqualTo(world.picture(world.lesions().get(1), View.DERMOSCOPIC, 32)
                        .rgb());
        String table = new String(tables(part), StandardCharsets.UTF_8);
        assertThat(table.lines()).hasSize(1 + 4);
        assertThat(world.keep(lesion -> lesion.patient().split() == Split.TRAIN).lesions())
                .isEqualTo(world.lesions(Split.TRAIN));
    }

    private static byte[] tables(DemoWorld world) {
        return WorldFiles.of(world, 32).stream()
                .filter(file -> file.name().equals("lesions.csv"))
                .findFirst()
                .orElseThrow()
                .bytes()
                .get();
    }
}
