package org.panderm4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @TempDir
    Path dir;

    @Test
    void fieldsAreReadAsTheyStand() throws IOException {
        Table table = table("\uFEFFimage,text\r\na.png,\"two\nlines, \"\"quoted\"\"\"\n\n b.png ,\n");
        assertThat(table.header()).containsExactly("image", "text");
        assertThat(table.values("image")).containsExactly("a.png", " b.png ");
        assertThat(table.values("text")).containsExactly("two\nlines, \"quoted\"", "");
        assertThat(table.rows()).extracting(TableRow::line).containsExactly(2L, 5L);
        assertThat(Table.read(Files.writeString(dir.resolve("t.tsv"), "a\tb\n1,2\t3\n"), '\t')
                        .values("a"))
                .containsExactly("1,2");
        assertThat(table("a,b\n").rows()).isEmpty();
        assertThat(table(",a,\n1,2,3\n").values("a")).containsExactly("2");
    }

    @Test
    void columnsThatAnEmbeddingPutsFirstMayHaveTheNamesOfTheTables() throws IOException {
        Table metadata = table("row,path,path,label,row\n0,/a/x.png,x.png,nevus,17\n");
        assertThat(metadata.header()).containsExactly("row", "path", "path", "label", "row");
        assertThat(metadata.values("path")).containsExactly("x.png");
        assertThat(metadata.values("row")).containsExactly("17");
        assertThat(metadata.values("label")).containsExactly("nevus");
        assertThat(table("row,path,label\n0,p,q\n").values("path")).containsExactly("p");
    }

    @Test
    void brokenFilesAreNamedWithTheirLine() {
        assertRefused("", "table.csv: expected a header line");
        assertRefused("a,b\n1,2\n1\n", "table.csv, line 3: expected 2 fields as in the header, found 1");
        assertRefused("a,b\n1,2,3\n", "table.csv, line 2: expected 2 fields as in the header, found 3");
        assertRefused("row,path,a,path,path\n", "expected every column name once, found \"path\" twice");
        assertRefused("path,row,path\n", "expected every column name once, found \"path\" twice");
        assertRefused("a,b,a\n", "expected every column name once, found \"a\" twice");
        assertRefused("a,b\n1,2\n1,\"2\" x\n", "table.csv, after line 2: ");
        assertRefused("a,b\n1,\"2\n", "table.csv, after line 1: ");
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        Path file = Files.write(dir.resolve("table.csv"), "a,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException()
                .isThrownBy(() -> Table.read(file))
                .withMessageContainingAll("table.csv, line 2", "UTF-8");
        Files.write(file, "a,b\n".getBytes(StandardCharsets.UTF_16));
        assertThatIOException().isThrownBy(() -> Table.read(file)).withMessageContaining("line 1");
    }

    @Test
    void aMissingColumnIsAnsweredWithThoseThereAre() throws IOException {
        Table table = table("a,b\n1,2\n");
        assertThatIOException()
                .isThrownBy(() -> table.column("label"))
                .withMessageContainingAll("table.csv, line 1", "\"label\"", "a, b");
        assertThatIOException()
                .isThrownBy(() -> table("site,image_clinical,sex\n1,2,3\n").column("image_clinicl"))
                .withMessageEndingWith("did you mean \"image_clinical\"?");
        assertThat(table.has("a")).isTrue();
        assertThat(table.column("b")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image_path", "filename", "filepath", "image", "path"})
    void theImageColumnIsFoundByItsUsualNames(String name) throws IOException {
        assertThat(ImageSource.usual().columnIn(table("x," + name + "\n"))).isEqualTo(name);
    }

    @Test
    void theImageColumnCanBeNamed() throws IOException {
        Table table = table("image,photo\n");
        assertThat(new ImageSource(Optional.of("photo"), Optional.empty()).columnIn(table))
                .isEqualTo("photo");
        assertThatIOException()
                .isThrownBy(() -> new ImageSource(Optional.of("pic"), Optional.empty()).columnIn(table))
                .withMessageContainingAll("\"pic\"", "image, photo");
        assertThatIOException()
                .isThrownBy(() -> ImageSource.usual().columnIn(table("x,y\n")))
                .withMessageContainingAll("image_path", "x, y", "--image-column");
    }

    @Test
    void zeroShotRowsHaveAPathAndALabel() throws IOException {
        Path absolute = dir.resolve("b.png").toAbsolutePath();
        Table table = table("filename,label\nsub/a.png,0\n" + absolute + ", 2\n");
        ImageSource images = new ImageSource(Optional.empty(), Optional.of(Path.of("root")));
        ZeroShotTable zeroShot = ZeroShotTable.of(table, images, "label", 3);
        assertThat(zeroShot.imageColumn()).isEqualTo("filename");
        assertThat(zeroShot.rows())
                .containsExactly(
                        new ZeroShotTable.Row(2, "sub/a.png", Path.of("root/sub/a.png"), 0),
                        new ZeroShotTable.Row(3, absolute.toString(), absolute, 2));
        assertThat(ZeroShotTable.of(table, ImageSource.usual(), "label", 3)
                        .rows()
                        .get(0)
                        .path())
                .isEqualTo(Path.of("sub/a.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "-1", "nevus", "1.5", "", "99999999999"})
    void aLabelOutsideTheClassListIsNamed(String label) throws IOException {
        Table table = table("image,label\na.png,0\nb.png," + label + "\n");
        assertThatIOException()
                .isThrownBy(() -> ZeroShotTable.of(table, ImageSource.usual(), "label", 3))
                .withMessageContainingAll("table.csv, line 3, column label", "from 0 to 2", "found", label);
    }

    @Test
    void retrievalRowsHaveACaption() throws IOException {
        Table table = table("image,caption,source\na.png,a nevus,web\nb.png,,\nc.png,NA,book\nd.png, ,x\n");
        RetrievalTable retrieval = RetrievalTable.of(table, ImageSource.usual(), "caption");
        assertThat(retrieval.rows())
                .extracting(RetrievalTable.Row::caption)
                .containsExactly("a nevus", "nan", "nan", " ");
        assertThat(retrieval.rows().get(0).source()).contains("web");
        assertThat(RetrievalTable.of(table("image,t\na.png,x\n"), ImageSource.usual(), "t")
                        .rows()
                        .get(0)
                        .source())
                .isEmpty();
        assertThatIOException()
                .isThrownBy(() -> RetrievalTable.of(table, ImageSource.usual(), "title"))
                .withMessageContainingAll("\"title\"", "image, caption, source");
    }

    @Test
    void aValueThatIsNoPathIsNamed() throws IOException {
        Table table = table("image,label\na\u0000.png,0\n");
        assertThatIOException()
                .isThrownBy(() -> ZeroShotTable.of(table, ImageSource.usual(), "label", 3))
                .withMessageContainingAll("table.csv, line 2", "image path");
    }

    private Table table(String text) throws IOException {
        return Table.read(Files.writeString(dir.resolve("table.csv"), text));
    }

    private void assertRefused(String text, String message) {
        assertThatIOException().isThrownBy(() -> table(text)).withMessageContaining(message);
    }
}
