package org.panderm4j.data.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.Table;

class TablePairsTest {
    @TempDir
    Path dir;

    @BeforeEach
    void pictures() throws IOException {
        for (int width = 1; width <= 3; width++) {
            BufferedImage image = new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, "png", dir.resolve(width + ".png").toFile());
        }
    }

    private TablePairs pairs(String csv, PairCheck check) throws IOException {
        Table table = Table.read(Files.writeString(dir.resolve("pairs.csv"), csv));
        return TablePairs.of(table, new ImageSource(Optional.empty(), Optional.of(dir)), "caption", check);
    }

    @Test
    void pairsAreRowsInOrder() throws IOException {
        TablePairs pairs = pairs(
                "image,caption,source\n1.png,a naevus,atlas\n2.png,\"a wart, flat\",\n3.png,a mole,web\n",
                PairCheck.strict());
        assertThat(IntStream.range(0, pairs.size()).mapToObj(pairs::at))
                .extracting(Pair::caption)
                .containsExactly("a naevus", "a wart, flat", "a mole");
        assertThat(IntStream.range(0, pairs.size()).mapToObj(pairs::at))
                .extracting(Pair::source)
                .containsExactly(Optional.of("atlas"), Optional.empty(), Optional.of("web"));
        assertThat(pairs.at(1).origin()).isEqualTo(dir.resolve("pairs.csv") + ", line 3");
        assertThat(pairs.skipped()).isEqualTo(Skipped.NONE);
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            Picture picture = pairs.at(2).decode(buffer);
            assertThat(picture.width()).isEqualTo(3);
        }
    }

    @Test
    void whatIsMissingEndsTheRun() {
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n1.png,a\n2.png,\n", PairCheck.strict()))
                .withMessageContainingAll("pairs.csv, line 3", "expected a caption", "column caption");
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n1.png,NaN\n", PairCheck.strict()))
                .withMessageContaining("line 2");
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n1.png,\"  \"\n", PairCheck.strict()))
                .withMessageContaining("line 2");
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n9.png,a\n", PairCheck.strict()))
                .withMessageContainingAll("line 2", "expected a picture", "9.png");
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n,a\n", PairCheck.strict()))
                .withMessageContainingAll("line 2", "expected a picture", "column image");
    }

    @Test
    void whatIsMissingIsSkippedAndCounted() throws IOException {
        TablePairs pairs = pairs(
                "image,caption\n1.png,\n2.png,b\n9.png,c\n,d\n3.png,e\n",
                new PairCheck(OnMissing.SKIP, OnMissing.SKIP));
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(pairs.at(0).caption()).isEqualTo("b");
        assertThat(pairs.at(1).caption()).isEqualTo("e");
        assertThat(pairs.skipped().pairs())
                .extracting(Skipped.LeftOut::reason)
                .satisfiesExactly(
                        line -> assertThat(line).contains("line 2", "caption"),
                        line -> assertThat(line).contains("line 4", "9.png"),
                        line -> assertThat(line).contains("line 5", "picture"));
    }

    @Test
    void whatIsMissingIsKeptAsTheReferenceDoes() throws IOException {
        TablePairs pairs = pairs("image,caption\n1.png,\n9.png,c\n", new PairCheck(OnMissing.KEEP, OnMissing.KEEP));
        assertThat(pairs.at(0).caption()).isEqualTo("nan");
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            assertThatIOException()
                    .isThrownBy(() -> pairs.at(1).decode(buffer))
                    .withMessageContainingAll("pairs.csv, line 3: ", "9.png: no such file");
        }
    }

    @Test
    void manySkippedRowsAreAllNamed() throws IOException {
        String rows = "1.png,\n".repeat(1000);
        TablePairs pairs = pairs("image,caption\n" + rows + "1.png,a\n", new PairCheck(OnMissing.SKIP, OnMissing.SKIP));
        assertThat(pairs.size()).isEqualTo(1);
        assertThat(pairs.skipped().pairs()).hasSize(1000);
        Skipped.LeftOut last = pairs.skipped().pairs().get(999);
        assertThat(last.origin()).endsWith("line 1001");
        assertThat(last.reason()).startsWith(last.origin() + ": ");
        assertThatIOException()
                .isThrownBy(() -> pairs("image,caption\n" + rows, new PairCheck(OnMissing.SKIP, OnMissing.SKIP)))
                .withMessageContaining("none of 1000");
    }

    @Test
    void rowsCanBeChosenByAColumn() throws IOException {
        Table table = Table.read(Files.writeString(
                dir.resolve("split.csv"), "image,caption,split\n1.png,a,train\n2.png,b,test\n3.png,c,train\n"));
        ImageSource images = new ImageSource(Optional.empty(), Optional.of(dir));
        TablePairs pairs = TablePairs.of(table.where("split", "train"), images, "caption", PairCheck.strict());
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(pairs.at(1).origin()).endsWith("split.csv, line 4");
        assertThatIOException()
                .isThrownBy(() -> table.where("split", "val"))
                .withMessageContainingAll("split.csv, column split", "\"val\"", "\"train\", \"test\"");
        assertThatIOException().isThrownBy(() -> table.where("fold", "1")).withMessageContaining("\"fold\"");
    }

    @Test
    void sourcesAreGroupedInOrderOfAppearance() throws IOException {
        SourceGroups groups = SourceGroups.of(pairs(
                "image,caption,source\n1.png,a,web\n2.png,b,atlas\n3.png,c,web\n1.png,d,clinic\n", PairCheck.strict()));
        assertThat(groups.names()).containsExactly("web", "atlas", "clinic");
        assertThat(groups.members()).containsExactly(new int[] {0, 2}, new int[] {1}, new int[] {3});
        TablePairs nameless = pairs("image,caption,source\n1.png,a,web\n2.png,b, \n", PairCheck.strict());
        assertThatIOException()
                .isThrownBy(() -> SourceGroups.of(nameless))
                .withMessageContainingAll("pairs.csv, line 3", "source");
    }
}
