package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.table.Split;

class NewCaseTest {
    private static final Path PICTURE = Path.of("some.png");

    private static NewCase with(Map<String, String> fields) {
        return new NewCase(Optional.of(PICTURE), Optional.empty(), fields);
    }

    @Test
    void becomesACaseOfEachDataSet() throws IOException {
        for (String name : DataSets.NAMES) {
            String sex = name.equals("pad") ? "gender" : "sex";
            CaseTable table = DataSets.named(name).newCase(with(Map.of(sex, "female")));
            Case only = table.cases().get(0);
            assertThat(table.cases()).hasSize(1);
            assertThat(table.files()).isEmpty();
            assertThat(only.clinical()).contains(new NamedPicture("some.png", PICTURE));
            assertThat(only.dermoscopic()).isEmpty();
            assertThat(only.label()).isEmpty();
            assertThat(only.split()).isEqualTo(Split.TEST);
            assertThat(table.metadata().text().of(only.metadata())).contains("female");
        }
    }

    @Test
    void becomesACaseOfADescribedDataSetByItsText() throws IOException {
        String text = """
                tables: a.csv
                clinical: picture
                label: {column: d, classes: [x, y]}
                split: {column: s}
                metadata: {numeric: [age]}
                text: "Aged {age}[ on the {site}]."
                """;
        MultimodalDataSet dataSet = DataSets.described(text, "mine.yaml", Reading.usual());
        CaseTable table = dataSet.newCase(with(Map.of("age", "-3", "site", " ")));

        assertThat(dataSet.name()).isEqualTo("mine");
        assertThat(table.classNames()).containsExactly("x", "y");
        assertThat(table.cases().get(0).metadata()).containsExactly(Map.entry("age", "-3"));
        assertThat(table.metadata().text().of(table.cases().get(0).metadata())).isEqualTo("Aged -3.");
    }

    @Test
    void refusesFieldsThatTheDataSetHasNotOrCannotRead() throws IOException {
        MultimodalDataSet milk = DataSets.named("milk-11");
        assertThatThrownBy(() -> milk.newCase(with(Map.of("sexx", "m"))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("field sexx", "milk-11", "age, sex, site", "did you mean \"sex\"");
        assertThatThrownBy(() -> milk.newCase(with(Map.of("age", "-3"))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("field age", "0 or more", "-3");
    }
}
