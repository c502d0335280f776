package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.table.Split;

class PadTextTest {
    private static final String HEADER = "clinical_path,target,smoke,drink,age,pesticide,gender,skin_cancer_history,"
            + "cancer_history,fitspatrick,region,diameter_1,diameter_2,itch,grew,hurt,changed,bleed,elevation";

    @TempDir
    private Path data;

    private static String row(String smoke, String drink) {
        return "p.png,0," + smoke + "," + drink + ",40,,MALE,,,,ARM,,,False,False,False,False,False,False";
    }

    /** Sentences of the training cases. */
    private List<String> sentences(boolean reference, String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = HEADER;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        TableFiles.write(data.resolve("train.csv"), lines);
        CaseTable table = DataSets.named("pad").read(data);
        MetadataText text = reference
                ? table.metadata().referenceText(table.cases()).get(Split.TRAIN)
                : table.metadata().text();
        return table.cases().stream().map(one -> text.of(one.metadata())).toList();
    }

    @Test
    void aNoAmongOtherWordsIsAYesToTheReferenceAlone() throws IOException {
        String[] rows = {row("False", "False"), row("UNK", "True"), row("True", "")};
        String plain = "This is a 40-year-old male with a lesion on the arm";
        assertThat(sentences(true, rows))
                .containsExactly(
                        plain + " and smoking history.",
                        plain + " and smoking history and alcohol consumption.",
                        plain + " and smoking history.");
        assertThat(sentences(false, rows))
                .containsExactly(
                        plain + ".",
                        plain + " and smoking history and alcohol consumption.",
                        plain + " and smoking history.");
    }

    @Test
    void aNoAmongYesAndBlanksIsANo() throws IOException {
        for (String no : List.of("False", "0")) {
            String[] rows = {row(no, ""), row("", no)};
            assertThat(sentences(true, rows)).isEqualTo(sentences(false, rows)).noneMatch(text -> text.contains("and"));
        }
    }
}
