package org.panderm4j.data.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.table.Split;

class MetadataVectorTest {
    private static final List<MetadataField> FIELDS = MetadataField.join(
            MetadataField.all(MetadataField.Kind.NUMBER, List.of("age")),
            MetadataField.all(MetadataField.Kind.CATEGORY, List.of("sex", "site")));

    private static Case of(Split split, Map<String, String> fields) {
        return new Case(
                Path.of("t.csv"),
                1,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                split,
                "g",
                fields,
                Map.of());
    }

    private static MetadataForm form(ReferenceColumns columns) {
        return new ColumnForm("t", fields -> "", FIELDS, columns);
    }

    private static MetadataVector fit(List<Map<String, String>> training) throws IOException {
        return form(ReferenceColumns.none("t"))
                .fit(training.stream().map(one -> of(Split.TRAIN, one)).toList());
    }

    @Test
    void standardisesNumbersAndNamesTheirBlanks() throws IOException {
        MetadataVector vector =
                fit(List.of(Map.of("age", "30", "sex", "f"), Map.of("age", "50", "sex", "m"), Map.of("sex", "f")));
        assertThat(vector.columns()).containsExactly("age", "age_missing", "sex_f", "sex_m");
        assertThat(vector.of(Map.of("age", "60", "sex", "m"))).containsExactly(2, 0, 0, 1);
        assertThat(vector.of(Map.of("sex", "other"))).containsExactly(0, 1, 0, 0);
        assertThat(vector.of(Map.of())).containsExactly(0, 1, 0, 0);
        assertThatThrownBy(() -> vector.of(Map.of("age", "old"))).hasMessageContaining("column age");
    }

    @Test
    void standsAConstantNumber() throws IOException {
        assertThat(fit(List.of(Map.of("age", "3"), Map.of("age", "3"))).of(Map.of("age", "5")))
                .containsExactly(2);
    }

    @Test
    void namesWordsThatNoTrainingCaseHas() throws IOException {
        MetadataVector vector = fit(List.of(Map.of("age", "30", "sex", "f"), Map.of("age", "50", "sex", "m")));
        assertThat(vector.unknown(List.of(of(Split.TEST, Map.of("age", "7", "sex", "m", "site", "toe")))))
                .isEmpty();
        assertThat(vector.unknown(List.of(of(Split.TEST, Map.of("sex", "F ")), of(Split.VAL, Map.of("sex", "x")))))
                .hasValueSatisfying(
                        note -> assertThat(note).startsWith("2 words").endsWith(": sex \"F \", sex \"x\""));
    }

    @Test
    void wantsAnyField() {
        assertThatThrownBy(() -> fit(List.of(Map.of()))).hasMessageContaining("age, sex, site");
    }

    @Test
    void trainingVectorsHaveMeanZeroAndDeviationOne() throws IOException {
        RandomGenerator random = new RandomStreams(3).stream("ages");
        List<Map<String, String>> training = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Map<String, String> fields = new HashMap<>();
            if (random.nextInt(4) > 0) {
                fields.put("age", Double.toString(random.nextDouble() * 1000));
            }
            fields.put("site", List.of("back", "arm").get(random.nextInt(2)));
            training.add(fields);
        }
        MetadataVector vector = fit(training);
        double sum = 0;
        double squares = 0;
        int known = 0;
        for (Map<String, String> fields : training) {
            float[] numbers = vector.of(fields);
            assertThat(numbers[2] + numbers[3]).isEqualTo(1);
            assertThat(numbers[1]).isEqualTo(fields.containsKey("age") ? 0 : 1);
            sum += numbers[0];
            squares += numbers[0] * numbers[0];
            known += fields.containsKey("age") ? 1 : 0;
        }
        assertThat(sum / known).isCloseTo(0, within(1e-5));
        assertThat(squares / known).isCloseTo(1, within(1e-5));
    }

    @Test
    void isTheSameAfterJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        MetadataVector fitted = fit(List.of(Map.of("age", "30.1", "sex", "f"), Map.of("sex", "m")));
        assertThat(json.readValue(json.writeValueAsString(fitted), MetadataVector.class))
                .isEqualTo(fitted);
        MetadataVector reference = PandasColumns.of(List.of("age"), List.of(Map.of()), false);
        assertThat(reference.of(Map.of())).containsExactly(Float.NaN);
        assertThat(json.readValue(json.writeValueAsString(reference), MetadataVector.class))
                .isEqualTo(reference);
    }

    @Test
    void namesANoAfterWhatComesFirstAsPandasDoes() {
        List<Map<String, String>> blankFirst = List.of(Map.of(), Map.of("sex", "False"), Map.of("sex", "True"));
        List<Map<String, String>> noFirst = List.of(Map.of("sex", "False"), Map.of(), Map.of("sex", "True"));
        assertThat(PandasColumns.of(List.of("sex"), blankFirst, true).columns()).containsExactly("sex_0", "sex_True");
        MetadataVector later = PandasColumns.of(List.of("sex"), noFirst, true);
        assertThat(later.columns()).containsExactly("sex_False", "sex_True");
        assertThat(later.of(Map.of())).containsExactly(1, 0);
        MetadataVector lost = PandasColumns.reindexed(later, PandasColumns.of(List.of("sex"), blankFirst, true));
        assertThat(lost.columns()).containsExactly("sex_0", "sex_True");
        assertThat(lost.of(Map.of("sex", "False"))).containsExactly(0, 0);
        assertThat(lost.of(Map.of("sex", "True"))).containsExactly(0, 1);
    }

    @Test
    void keepsYesAndNoWithoutBlanksAsOneColumnAsPandasDoes() {
        MetadataVector vector = PandasColumns.of(
                List.of("site", "sex"),
                List.of(Map.of("site", "arm", "sex", "True"), Map.of("site", "back", "sex", "False")),
                true);
        assertThat(vector.columns()).containsExactly("sex", "site_arm", "site_back");
        assertThat(vector.of(Map.of("site", "back", "sex", "True"))).containsExactly(1, 0, 1);
    }

    @Test
    void hasNoReferenceForAUsersOwnData() {
        assertThatThrownBy(() -> form(ReferenceColumns.none("mine")).reference(List.of()))
                .hasMessageContaining("derm7pt, milk-11, pad")
                .hasMessageContaining("found mine");
    }
}
