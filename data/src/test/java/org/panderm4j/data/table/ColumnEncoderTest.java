package org.panderm4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnEncoderTest {
    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void write() throws IOException {
        table = table("age,itch,site", "20,True,arm", "40,False,leg", ",True,", "60,,head", "old,True,arm");
    }

    private Table table(String... lines) throws IOException {
        Path file = folder.resolve("t" + lines.length + ".csv");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Table.read(file);
    }

    private ColumnEncoder encoder(int training) throws IOException {
        return ColumnEncoder.of(
                table, List.of("age", "itch", "site"), table.rows().subList(0, training));
    }

    @Test
    void numbersStayNumbersAndWordsBecomeColumns() throws IOException {
        ColumnEncoder encoder = encoder(2);

        assertThat(encoder.features())
                .containsExactly(
                        "age",
                        "age missing",
                        "itch[(missing)]",
                        "itch[False]",
                        "itch[True]",
                        "site[(missing)]",
                        "site[arm]",
                        "site[leg]");
        assertThat(encoder.encode(table, table.rows().subList(0, 2)))
                .isDeepEqualTo(new float[][] {{20, 0, 0, 0, 1, 0, 1, 0}, {40, 0, 0, 1, 0, 0, 0, 1}});
    }

    @Test
    void whatIsMissingOrNewIsSaid() throws IOException {
        assertThat(encoder(2).encode(table, table.rows().subList(2, 4)))
                .isDeepEqualTo(new float[][] {{30, 1, 0, 0, 1, 1, 0, 0}, {60, 0, 1, 0, 0, 1, 0, 0}});
    }

    @Test
    void jsonKeepsIt() throws IOException {
        ColumnEncoder read = ColumnEncoder.fromJson(encoder(3).toJson());

        assertThat(read.columns()).containsExactly("age", "itch", "site");
        assertThat(read.encode(table, table.rows().subList(0, 4)))
                .isDeepEqualTo(encoder(3).encode(table, table.rows().subList(0, 4)));
    }

    @Test
    void aWordAmongNumbersIsRefused() throws IOException {
        ColumnEncoder encoder = encoder(4);

        assertThatThrownBy(() -> encoder.encode(table, table.rows()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 6, column age: expected a number")
                .hasMessageContaining("\"old\"");
    }

    @Test
    void aColumnWithoutTrainingValuesIsRefused() throws IOException {
        Table empty = table("a,b", ",1");

        assertThatThrownBy(() -> ColumnEncoder.of(empty, List.of("a"), empty.rows()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("column a: expected a value in at least one training row");
    }

    @Test
    void featuresOfOneNameAreRefused() throws IOException {
        Table odd = table("age,age missing,sex,sex[m]", "20,1,m,3", "30,0,f,4");

        for (List<String> columns :
                List.of(List.of("age", "age"), List.of("age", "age missing"), List.of("sex[m]", "sex"))) {
            assertThatThrownBy(() -> ColumnEncoder.of(odd, columns, odd.rows()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("column " + columns.get(1))
                    .hasMessageContaining("twice");
        }
    }

    @Test
    void aNumberTooLargeForAFeatureIsNamed() throws IOException {
        Table large = table("age", "20", "1e300");

        assertThatThrownBy(() ->
                        ColumnEncoder.of(large, List.of("age"), large.rows()).encode(large, large.rows()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3, column age")
                .hasMessageContaining("1e300");
    }
}
