package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.table.Split;

class TargetTablesTest {
    private static final String HEADER = "derm_path,clinical_path,target,age,sex,site";

    @TempDir
    private Path data;

    private CaseTable read() throws IOException {
        return DataSets.named("milk-11").read(data);
    }

    @Test
    void numbersClassesThatHaveNoNames() throws IOException {
        TableFiles.write(data.resolve("train.csv"), HEADER, "d,c,10,44,male,trunk");
        CaseTable table = read();
        assertThat(table.classNames()).hasSize(11).startsWith("class 0", "class 1");
        assertThat(table.cases().get(0).label()).hasValue(10);
        assertThat(table.notes()).hasSize(2).allMatch(note -> note.contains("no case of milk-11 is for"));
        List<String> names = IntStream.range(0, 11).mapToObj(i -> "n" + i).toList();
        assertThat(DataSets.named("milk-11", Reading.usual().withClassNames(names))
                        .read(data)
                        .classNames())
                .isEqualTo(names);
        assertThatThrownBy(() -> DataSets.named("milk-11", Reading.usual().withClassNames(names.subList(0, 3)))
                        .read(data))
                .hasMessageContaining("expected 11, found 3");
    }

    @Test
    void refusesWhatIsNoClassOrNoAge() throws IOException {
        TableFiles.write(data.resolve("meta/train.csv"), HEADER, "d,c,11,44,male,trunk");
        assertThatThrownBy(this::read)
                .hasMessageContaining("train.csv, line 2, column target")
                .hasMessageContaining("0 to 10");
        TableFiles.write(data.resolve("meta/train.csv"), HEADER, "d,c,1,old,male,trunk");
        assertThatThrownBy(this::read).hasMessageContaining("column age").hasMessageContaining("\"old\"");
        TableFiles.write(data.resolve("meta/train.csv"), HEADER, "d,c,1,-4,male,trunk");
        assertThatThrownBy(this::read).hasMessageContaining("0 or more");
    }

    @Test
    void tellsWhatLeaksAndWhatCannotBeLearned() throws IOException {
        TableFiles.write(data.resolve("train.csv"), HEADER, "d1,c1,1,44,male,trunk", "d2,c2,0,44,male,trunk");
        TableFiles.write(data.resolve("val.csv"), HEADER, "d3,c3,1,44,male,trunk");
        TableFiles.write(data.resolve("test.csv"), HEADER, "d4,c4,7,44,male,trunk", "d2,c5,0,44,male,trunk");
        assertThat(read().notes())
                .containsExactly(
                        "1 pictures stand in train and in val or test, so what is learned of them leaks: d2",
                        "1 classes have cases in val or test and none in train, so none is told rightly: class 7");
        TableFiles.write(data.resolve("test.csv"), HEADER, "d4,c4,1,44,male,trunk");
        assertThat(read().notes()).isEmpty();
    }

    @Test
    void namesTheFilesItLooksFor() {
        assertThatThrownBy(this::read).hasMessageContaining("train.csv, val.csv, test.csv");
        assertThatThrownBy(() -> DataSets.named("pad").read(data)).hasMessageContaining("metadata.csv");
    }

    @Test
    void refusesColumnsOfTheReferenceThatDoNotAgree() throws IOException {
        TableFiles.write(data.resolve("train.csv"), HEADER, "d,c,1,4,male,trunk", "d,c,1,4,female,hand");
        TableFiles.write(data.resolve("test.csv"), HEADER, "d,c,1,4,male,trunk");
        CaseTable table = read();
        assertThatThrownBy(() -> table.metadata().reference(table.cases()))
                .hasMessageContaining("expected 5 columns in every split, found 3 in test");
        assertThat(table.metadata().fit(table.of(Split.TRAIN)).columns())
                .containsExactly("age", "sex_female", "sex_male", "site_hand", "site_trunk");
    }

    @Test
    void readsThePublishedTableOfPad() throws IOException {
        String header = "patient_id,smoke,drink,age,pesticide,gender,skin_cancer_history,cancer_history,fitspatrick,"
                + "region,diameter_1,diameter_2,diagnostic,itch,grew,hurt,changed,bleed,elevation,img_id,biopsed";
        String[] lines = new String[61];
        lines[0] = header;
        for (int i = 0; i < 60; i++) {
            lines[i + 1] = "PAT_" + i / 3 + ",,,50,,,,,,FACE,,," + (i / 3 % 2 == 0 ? "NEV" : "BCC")
                    + ",True,UNK,False,False,False,False,P" + i + ".png,False";
        }
        TableFiles.write(data.resolve("metadata.csv"), lines);
        TableFiles.write(data.resolve("images/P0.png"), "x");
        CaseTable table = DataSets.named("pad").read(data);
        assertThat(table.classNames()).containsExactly("ACK", "BCC", "MEL", "NEV", "SCC", "SEK");
        assertThat(table.straddling()).isEmpty();
        assertThat(table.cases()).extracting(Case::line).containsExactlyElementsOf(lines(60));
        for (Split split : Split.values()) {
            assertThat(table.of(split)).isNotEmpty();
        }
        assertThat(table.notes()).anyMatch(note -> note.contains("those of a patient together"));
        assertThat(table.missingPictures()).hasSize(59);
        assertThat(Reading.usual().hasDealt(table)).isTrue();
        assertThat(Reading.usual().withSplits(Reading.USUAL_SHARES, 1).hasDealt(table))
                .isFalse();
        assertThat(DataSets.named("pad").read(data).cases()).isEqualTo(table.cases());
        Reading other = Reading.usual().withSplits(Reading.USUAL_SHARES, 1);
        assertThat(DataSets.named("pad", other).read(data).cases()).isNotEqualTo(table.cases());
        List<String> order = List.of("NEV", "BCC", "ACK", "SEK", "SCC", "MEL");
        assertThat(DataSets.named("pad", Reading.usual().withClassNames(order))
                        .read(data)
                        .cases()
                        .get(0)
                        .label())
                .hasValue(0);
    }

    private static List<Long> lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + 2L).toList();
    }

    @Test
    void namesADiagnosisThatPadDoesNotHave() throws IOException {
        TableFiles.write(data.resolve("metadata.csv"), "diagnostic,img_id,patient_id", "NEVI,a.png,P");
        assertThatThrownBy(() -> DataSets.named("pad").read(data))
                .hasMessageContaining("metadata.csv, line 2, column diagnostic")
                .hasMessageContaining("did you mean \"NEV\"?");
    }
}
