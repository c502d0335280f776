package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.table.Split;

class Derm7ptTest {
    private static final String HEADER = "diagnosis,pigment_network,blue_whitish_veil,vascular_structures,pigmentation,"
            + "streaks,dots_and_globules,regression_structures,elevation,location,sex,clinic,derm";
    private static final String REST = "typical,absent,comma,absent,regular,irregular,blue areas,flat,back,male,";

    @TempDir
    private Path data;

    @BeforeEach
    void write() throws IOException {
        meta(
                "clark nevus," + REST + "a/c0.png,a/d0.png",
                "melanoma (in situ)," + REST + "a/c1.png,a/d1.png",
                "lentigo," + REST + "a/c2.png,a/d2.png",
                "seborrheic keratosis," + REST + "a/c3.png,");
        index("train", "2", "0");
        index("valid", "1");
        index("test", "3");
    }

    private void meta(String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = HEADER;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        TableFiles.write(data.resolve("meta/meta.csv"), lines);
    }

    private void index(String split, String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = "indexes";
        System.arraycopy(rows, 0, lines, 1, rows.length);
        TableFiles.write(data.resolve("meta/" + split + "_indexes.csv"), lines);
    }

    private CaseTable read() throws IOException {
        return DataSets.named("derm7pt").read(data);
    }

    @Test
    void groupsDiagnosesAndReadsCriteria() throws IOException {
        CaseTable table = read();
        assertThat(table.classNames()).containsExactly("BCC", "NEV", "MEL", "MISC", "SK");
        assertThat(table.cases()).extracting(one -> one.label().getAsInt()).containsExactly(3, 1, 2, 4);
        assertThat(table.cases()).extracting(Case::line).containsExactly(4L, 2L, 3L, 5L);
        assertThat(table.criteria()).hasSize(7);
        assertThat(table.cases().get(0).criteria())
                .containsAllEntriesOf(Map.of(
                        "pigment_network", 1, "blue_whitish_veil", 0, "vascular_structures", 1, "pigmentation", 0));
        assertThat(table.cases().get(0).criteria())
                .containsAllEntriesOf(Map.of("streaks", 1, "dots_and_globules", 2, "regression_structures", 1));
        assertThat(table.notes())
                .containsExactly(
                        "2 classes have cases in val or test and none in train, so none is told rightly: MEL, SK");
    }

    @Test
    void namesPicturesThatAreMissing() throws IOException {
        TableFiles.write(data.resolve("images/a/c0.png"), "x");
        TableFiles.write(data.resolve("images/a/d0.png"), "x");
        CaseTable table = read();
        assertThat(table.of(Split.TEST).get(0).dermoscopic()).isEmpty();
        assertThat(table.missingPictures()).hasSize(5);
        assertThat(table.missingPictures().get(0).message())
                .contains("meta.csv, line 4", "a/c2.png")
                .doesNotContain("\n");
    }

    @Test
    void refusesARowOfTwoSplits() throws IOException {
        index("test", "3", "0");
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("test_indexes.csv, line 3")
                .hasMessageContaining("row 0")
                .hasMessageContaining("line 2 of meta.csv")
                .hasMessageContaining("train_indexes.csv, line 3");
        index("test", "3", "3");
        assertThatThrownBy(this::read).hasMessageContaining("test_indexes.csv, line 2");
    }

    @Test
    void refusesANumberThatIsNoRow() throws IOException {
        for (String bad : new String[] {"4", "-1", "x", "1.5"}) {
            index("test", bad);
            assertThatThrownBy(this::read).hasMessageContaining("0 to 3").hasMessageContaining("\"" + bad + "\"");
        }
    }

    @Test
    void tellsOfRowsAndSplitsThatAreNotThere() throws IOException {
        index("test");
        Files.delete(data.resolve("meta/valid_indexes.csv"));
        assertThat(read().notes())
                .anyMatch(note -> note.contains("2 rows of meta.csv stand in no index file") && note.contains("3, 5"))
                .anyMatch(note -> note.contains("no case of derm7pt is for val"))
                .anyMatch(note -> note.contains("no case of derm7pt is for test"));
        for (String split : new String[] {"train", "test"}) {
            Files.delete(data.resolve("meta/" + split + "_indexes.csv"));
        }
        assertThatThrownBy(this::read).hasMessageContaining("train_indexes.csv, valid_indexes.csv, test_indexes.csv");
    }

    @Test
    void namesTheNearestTextOfOneThatIsUnknown() throws IOException {
        meta("clark naevus," + REST + "c,d");
        assertThatThrownBy(this::read)
                .hasMessageContaining("meta.csv, line 2, column diagnosis")
                .hasMessageContaining("\"clark naevus\"")
                .hasMessageContaining("did you mean \"clark nevus\"?");
        meta("nevus," + REST.replace("comma", "comas") + "c,d");
        assertThatThrownBy(this::read)
                .hasMessageContaining("column vascular_structures")
                .hasMessageContaining("did you mean \"comma\"?");
    }

    @Test
    void readsNewCasesByTheColumnsThereAre() throws IOException {
        Path file = TableFiles.write(data.resolve("new.csv"), "derm,sex,diagnosis", "x.png,female,", "y.png,,nevus");
        CaseTable table = DataSets.named("derm7pt").readNew(file, data);
        assertThat(table.cases()).allMatch(one -> one.split() == Split.TEST);
        assertThat(table.cases()).allMatch(one -> one.clinical().isEmpty());
        assertThat(table.cases().get(0).label()).isEmpty();
        assertThat(table.cases().get(1).label()).hasValue(1);
        assertThat(table.cases().get(0).dermoscopic().orElseThrow().path()).isEqualTo(data.resolve("x.png"));
        assertThat(table.metadata().text().of(table.cases().get(0).metadata())).isEqualTo("This is a female.");
        Path other = TableFiles.write(data.resolve("other.csv"), "picture", "x.png");
        assertThatThrownBy(() -> DataSets.named("derm7pt").readNew(other, data))
                .hasMessageContaining("clinic, derm")
                .hasMessageContaining("found only picture");
    }

    @Test
    void knowsDataSetsByName() {
        assertThatThrownBy(() -> DataSets.named("derm7"))
                .hasMessageContaining("derm7pt, milk-11, pad")
                .hasMessageContaining("did you mean \"derm7pt\"?");
    }
}
