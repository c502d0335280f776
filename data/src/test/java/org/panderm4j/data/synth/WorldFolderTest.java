package org.panderm4j.data.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.data.table.ZeroShotTable;

class WorldFolderTest {
    private final DemoWorld world = DemoWorld.of(new WorldOptions(4, 12));

    @TempDir
    private Path folder;

    @Test
    void holdsEveryLesionWithEveryAttribute() throws IOException {
        WorldFolder.write(world, folder, 32);
        Table table = Table.read(folder.resolve("lesions.csv"));
        assertThat(table.header()).isEqualTo(new LesionTable(world).lesionHeader());
        assertThat(table.rows()).hasSameSizeAs(world.lesions());
        for (int i = 0; i < 12; i++) {
            Lesion lesion = world.lesions().get(i);
            TableRow row = table.rows().get(i);
            assertThat(row.get(table.column("lesion"))).isEqualTo(lesion.id());
            assertThat(row.get(table.column("diagnosis")))
                    .isEqualTo(lesion.diagnosis().word());
            assertThat(row.get(table.column("age")))
                    .isEqualTo("" + lesion.patient().age());
            for (var flag : lesion.attributes().flags().entrySet()) {
                assertThat(row.get(table.column(flag.getKey()))).isEqualTo(flag.getValue() ? "1" : "0");
            }
            assertThat(row.fields()).noneMatch(String::isBlank);
        }
    }

    @Test
    void pairsAreReadByTheTablesOfTheTasks() throws IOException {
        WorldFolder.write(world, folder, 32);
        Table table = Table.read(folder.resolve("pairs.csv"));
        ImageSource images = new ImageSource(Optional.empty(), Optional.of(folder));
        RetrievalTable pairs = RetrievalTable.of(table, images, "caption");
        ZeroShotTable classes =
                ZeroShotTable.of(table, images, "label", Diagnosis.names().size());
        List<View> views = List.of(View.values());
        assertThat(pairs.rows()).hasSize(24);
        for (int i = 0; i < 24; i++) {
            Lesion lesion = world.lesions().get(i / 2);
            View view = views.get(i % 2);
            assertThat(pairs.rows().get(i).caption())
                    .isEqualTo(world.captions(lesion, view).get(0));
            assertThat(pairs.rows().get(i).source()).contains(view.token());
            assertThat(classes.rows().get(i).label())
                    .isEqualTo(lesion.diagnosis().label());
            Pixels read = ImageDecoder.decode(classes.rows().get(i).path()).toRgb();
            assertThat(read.rgb()).isEqualTo(world.picture(lesion, view, 32).rgb());
        }
        assertThat(Files.readAllLines(folder.resolve("classes.txt"))).isEqualTo(Diagnosis.names());
    }

    @Test
    void leavesAFolderInUseAlone() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept.txt"), "mine");
        assertThatThrownBy(() -> WorldFolder.write(world, folder, 32))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty")
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> WorldFolder.write(world, kept, 32)).hasMessageContaining("found a file");
        assertThat(Files.readString(kept)).isEqualTo("mine");
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        Path target = folder.resolve("world");
        assertThatThrownBy(() -> WorldFolder.write(world, target, 8)).isInstanceOf(IllegalArgumentException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
