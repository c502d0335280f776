package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFolder;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.table.Split;

class DescribedDataSetTest {
    private static final String[] TABLE = {
        "photo,dx,part,who,age,sex,site,tone",
        "a.png,nevus,train,P1,40,female,back,1",
        "b.png,melanoma,train,P2,60,,arm,2",
        "c.png,nevus,val,P3,,male,back,",
        "d.png,melanoma,,P4,70,male,,1",
    };

    @TempDir
    private Path data;

    private CaseTable read(String... yaml) throws IOException {
        TableFiles.write(data.resolve("cases.csv"), TABLE);
        Path file = TableFiles.write(data.resolve("mine.yaml"), yaml);
        return DataSets.named(file.toString()).read(data);
    }

    private void refuses(String part, String... yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void readsTheDemoWorld() throws IOException {
        DemoWorld world = DemoWorld.of(new WorldOptions(4, 40));
        Path folder = data.resolve("world");
        WorldFolder.write(world, folder, 16);
        Path yaml = GoldenCases.home().resolve("examples/demo-world.yaml");
        CaseTable table = DataSets.named(yaml.toString()).read(folder);
        assertThat(table.dataSet()).isEqualTo("demo-world");
        assertThat(table.classNames()).isEqualTo(Diagnosis.names());
        assertThat(table.missingPictures()).isEmpty();
        assertThat(table.straddling()).isEmpty();
        assertThat(table.cases()).hasSameSizeAs(world.lesions());
        for (int i = 0; i < 40; i++) {
            Lesion lesion = world.lesions().get(i);
            Case one = table.cases().get(i);
            assertThat(one.label()).hasValue(lesion.diagnosis().label());
            assertThat(one.split().word()).isEqualTo(lesion.patient().split().token());
            assertThat(one.group()).isEqualTo(lesion.patient().id());
            assertThat(one.pictures()).hasSize(2);
            assertThat(table.metadata().text().of(one.metadata()))
                    .isEqualTo("This is a " + lesion.patient().sex().token() + " patient of "
                            + lesion.patient().age() + " years with a lesion on the "
                            + lesion.site().token() + ".");
        }
        assertThat(table.criteria()).extracting(Criterion::name).containsExactly("network", "vessels");
        MetadataVector vector = table.metadata().fit(table.of(Split.TRAIN));
        assertThat(vector.columns())
                .startsWith("age", "sex_female", "sex_male")
                .anyMatch(name -> name.startsWith("skin_tone_"));
    }

    @Test
    void leavesOutWhatIsNotThere() throws IOException {
        CaseTable table = read(
                "tables: cases.csv",
                "clinical: photo",
                "label: {column: dx}",
                "split: {column: part}",
                "metadata: {numeric: [age]}",
                "text: 'A[ {sex}] patient[ of {age}][, {site}, tone {tone}]. Age {age}.'");
        assertThat(table.dataSet()).isEqualTo("mine");
        assertThat(table.classNames()).containsExactly("melanoma", "nevus");
        assertThat(table.cases()).extracting(Case::split).containsExactly(Split.TRAIN, Split.TRAIN, Split.VAL);
        assertThat(table.cases()).allMatch(one -> one.dermoscopic().isEmpty());
        assertThat(table.cases())
                .extracting(one -> table.metadata().text().of(one.metadata()))
                .containsExactly(
                        "A female patient of 40, back, tone 1. Age 40.",
                        "A patient of 60, arm, tone 2. Age 60.",
                        "A male patient. Age unknown.");
        assertThat(table.notes())
                .anyMatch(note -> note.contains("1 rows of cases.csv have no split") && note.contains("line 5"))
                .anyMatch(note -> note.contains("no case of mine is for test"));
        assertThat(table.metadata().fit(table.of(Split.TRAIN)).columns()).containsExactly("age");
    }

    @Test
    void tellsOfClassesThatDifferInBlanksOrCase() throws IOException {
        TableFiles.write(
                data.resolve("typed.csv"),
                "photo,dx,part",
                "a.png,nevus,train",
                "b.png,nevus ,train",
                "c.png,Nevus,val",
                "d.png,basal  cell,train",
                "e.png,basal cell,test",
                "f.png,melanoma,test");
        assertThat(read("tables: typed.csv", "clinical: photo", "label: {column: dx}", "split: {column: part}")
                        .notes())
                .anyMatch(note -> note.startsWith("5 classes differ from others in blanks or case alone")
                        && note.contains("\"Nevus\"")
                        && note.contains("\"nevus\"")
                        && note.contains("\"nevus \"")
                        && note.contains("\"basal  cell\"")
                        && !note.contains("melanoma"));
    }

    @Test
    void dealsSplitsByPatient() throws IOException {
        CaseTable table = read(
                "tables: cases.csv",
                "label: {column: dx, classes: [nevus, melanoma]}",
                "clinical: photo",
                "group: who",
                "split: {shares: {train: 0.5, test: 0.5}, seed: 3}");
        assertThat(table.of(Split.TRAIN)).hasSize(2);
        assertThat(table.of(Split.TEST)).hasSize(2);
        assertThat(table.notes()).anyMatch(note -> note.contains("[0.5, 0.0, 0.5] with seed 3"));
        assertThat(table.metadata().text().of(Map.of("age", "4"))).isEqualTo("age: 4");
    }

    @Test
    void readsAFileASplit() throws IOException {
        CaseTable table = read("tables: {train: cases.csv, val: cases.csv}", "label: {column: dx}", "clinical: photo");
        assertThat(table.of(Split.TRAIN)).hasSize(4);
        assertThat(table.of(Split.VAL)).hasSize(4);
    }

    @Test
    void readsNewCases() throws IOException {
        read(
                "tables: cases.csv",
                "label: {column: dx, classes: [nevus, melanoma]}",
                "clinical: photo",
                "split: {column: part}");
        Path file = TableFiles.write(data.resolve("new.csv"), "photo,dx", "x.png,", "y.png,melanoma", "z.png,wart");
        CaseTable table = DataSets.named(data.resolve("mine.yaml").toString()).readNew(file, data);
        assertThat(table.cases().get(0).label()).isEmpty();
        assertThat(table.cases().get(1).label()).hasValue(1);
        assertThat(table.cases().get(2).label()).isEmpty();
    }

    @Test
    void refusesKeysItDoesNotKnow() {
        refuses("did you mean \"dermoscopic\"?", "tables: a.csv", "dermascopic: x");
        refuses("under label", "tables: cases.csv", "label: {colum: dx}", "clinical: photo");
        refuses(
                "key label.column: expected a text, found nothing",
                "tables: {train: cases.csv}",
                "clinical: photo",
                "label: {classes: [a, b]}");
        refuses("either column or shares", "tables: cases.csv", "label: {column: dx}", "clinical: photo");
        refuses(
                "either column or shares",
                "tables: cases.csv",
                "label: {column: dx}",
                "clinical: photo",
                "split: {column: part, shares: {train: 1}}");
        refuses(
                "one file a split",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "clinical: photo",
                "split: {column: part}");
        refuses(
                "add up to 1",
                "tables: cases.csv",
                "label: {column: dx}",
                "clinical: photo",
                "split: {shares: {train: 0.5}}");
        refuses("clinical, dermoscopic and metadata", "tables: {train: cases.csv}", "label: {column: dx}");
        refuses("line 2", "tables: cases.csv", "tables: other.csv");
        refuses(
                "each column in one list",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "metadata: {numeric: [age], categorical: [age]}");
        refuses(
                "key label: expected keys and values (column, classes), found \"dx\"",
                "tables: {train: cases.csv}",
                "clinical: photo",
                "label: dx");
        refuses(
                "key metadata: expected columns other than the label's, dx",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "metadata: {categorical: [sex, dx]}");
        refuses(
                "key text: expected gaps other than the label's column, dx",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "clinical: photo",
                "text: 'A {dx}.'");
        refuses(
                "mine.yaml, line 3: expected values that are written out, found the alias *one",
                "tables: {train: cases.csv}",
                "clinical: &one photo",
                "dermoscopic: *one",
                "label: {column: dx}");
        refuses(
                "brackets in pairs",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "clinical: photo",
                "text: 'A [patient'");
        refuses(
                "gaps such as {age}",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "clinical: photo",
                "text: 'A {patient'");
    }

    @Test
    void refusesValuesItDoesNotKnow() throws IOException {
        refuses(
                "line 3, column dx",
                "tables: cases.csv",
                "label: {column: dx, classes: [nevus, melanomas]}",
                "clinical: photo",
                "split: {column: part}");
        refuses(
                "did you mean \"melanomas\"?",
                "tables: cases.csv",
                "label: {column: dx, classes: [nevus, melanomas]}",
                "clinical: photo",
                "split: {column: part}");
        refuses(
                "expected train, val, test or nothing, found \"P1\"",
                "tables: cases.csv",
                "label: {column: dx}",
                "clinical: photo",
                "split: {column: who}");
        refuses(
                "column sex: expected a number",
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "metadata: {numeric: [sex]}");
        TableFiles.write(data.resolve("huge.csv"), "age,dx", "1e400,nevus", "40,melanoma");
        refuses(
                "huge.csv, line 2, column age: expected a number",
                "tables: {train: huge.csv}",
                "label: {column: dx}",
                "metadata: {numeric: [age]}");
        refuses("\"phot\"", "tables: {train: cases.csv}", "label: {column: dx}", "clinical: phot");
    }

    @Test
    void numbersClassesWhereTheTableDoes() throws IOException {
        CaseTable found = read(
                "tables: {train: cases.csv}",
                "label: {column: dx}",
                "clinical: photo",
                "criteria: {tone: [], sex: [male, female]}");
        assertThat(found.criteria().get(0).classNames()).containsExactly("0", "1", "2");
        assertThat(found.cases().get(2).criteria()).isEqualTo(Map.of("sex", 0));
        assertThat(List.copyOf(found.cases().get(0).criteria().values())).containsExactly(1, 1);
        refuses("line 4, column age", "tables: {train: cases.csv}", "label: {column: age}", "clinical: photo");
    }

    @Test
    void namesFoldersInThePlaceOfFiles() {
        Path folder = data.resolve("folder.yaml");
        assertThat(folder.toFile().mkdir()).isTrue();
        assertThatThrownBy(() -> DataSets.named(folder.toString()))
                .hasMessage(folder + ": expected a description in YAML, found a folder");
        refuses(
                "folder.yaml: expected a table, found a folder",
                "tables: {train: folder.yaml}",
                "label: {column: dx}",
                "clinical: photo");
    }
}
