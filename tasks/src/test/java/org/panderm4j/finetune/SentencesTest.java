package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.DataSets;
import org.panderm4j.data.table.Split;

class SentencesTest {
    @TempDir
    Path data;

    @Test
    void areWrittenFileByFileWhereTheReferenceIsMatched() throws IOException {
        String header = "clinical_path,target,smoke,drink,age,pesticide,gender,skin_cancer_history,"
                + "cancer_history,fitspatrick,region,diameter_1,diameter_2,itch,grew,hurt,changed,bleed,elevation";
        String no = "p.png,0,False,,,,,,,,,,,,,,,,";
        Files.write(data.resolve("train.csv"), List.of(header, no, no.replace("False", "UNK")));
        Files.write(data.resolve("test.csv"), List.of(header, no));
        CaseTable table = DataSets.named("pad").read(data);
        String plain = "This is a patient with a skin lesion.";
        String smoker = "This is a patient with a skin lesion and smoking history.";
        assertThat(Sentences.of(table, table.cases(), true).all()).containsExactly(smoker, smoker, plain);
        assertThat(Sentences.of(table, table.cases(), false).all()).containsExactly(plain, smoker, plain);
        assertThat(Sentences.of(table, table.of(Split.TEST), true).all()).containsExactly(plain);
    }
}
