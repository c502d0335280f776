package org.panderm4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTableTest {
    private static final ProbeTable.Columns PLAIN =
            new ProbeTable.Columns("label", Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private Table table(String... lines) throws IOException {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Table.read(file);
    }

    private static ProbeTable read(Table table, ProbeTable.Columns columns) throws IOException {
        return ProbeTable.of(table, ImageSource.usual(), columns, ProbeTable.byColumn("split"));
    }

    @Test
    void numbersAreClassesAsTheyStand() throws IOException {
        ProbeTable rows = read(table("path,label,split", "a,1,train", "b,0,val", "c,2,test"), PLAIN);

        assertThat(rows.classes().names()).containsExactly("0", "1", "2");
        assertThat(rows.rows()).extracting(ProbeTable.Row::label).containsExactly(1, 0, 2);
        assertThat(rows.of(Split.VAL)).extracting(ProbeTable.Row::image).containsExactly("b");
        assertThat(rows.rows()).extracting(ProbeTable.Row::weight).containsOnly(1.0);
    }

    @Test
    void namesAreClassesInAlphabeticalOrder() throws IOException {
        ProbeTable rows = read(table("path,label,split", "a,nevus,train", "b,melanoma,test"), PLAIN);

        assertThat(rows.classes().names()).containsExactly("melanoma", "nevus");
        assertThat(rows.rows()).extracting(ProbeTable.Row::label).containsExactly(1, 0);
    }

    @Test
    void givenNamesSetTheOrder() throws IOException {
        ProbeTable.Columns given = new ProbeTable.Columns(
                "label", Optional.of(List.of("nevus", "melanoma")), Optional.of("patient"), Optional.of("w"));
        ProbeTable rows = read(
                table("path,label,split,patient,w", "a,nevus,train,p1,2", "b,melanoma,test,p1,0.5", "c,nevus,val,,1"),
                given);

        assertThat(rows.rows()).extracting(ProbeTable.Row::label).containsExactly(0, 1, 0);
        assertThat(rows.rows()).extracting(ProbeTable.Row::weight).containsExactly(2.0, 0.5, 1.0);
        assertThat(rows.rows()).extracting(ProbeTable.Row::group).containsExactly("p1", "p1", "row 2");
        assertThat(rows.straddling()).containsExactly("p1");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        assertRefused("line 3, column split: expected train, val or test, found \"dev\"", "a,0,train", "b,1,dev");
        assertRefused("line 2, column label: expected a class from 0", "a,-1,train");
        assertRefused("line 3, column label: expected a class, found nothing", "a,0,train", "b,,test");
    }

    private void assertRefused(String message, String... rows) throws IOException {
        Table table = table(("path,label,split\n" + String.join("\n", rows)).split("\n", -1));
        assertThatThrownBy(() -> read(table, PLAIN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void unknownNamesAndWeightsAreNamed() throws IOException {
        Table table = table("path,label,split,w", "a,naevus,train,x");
        assertThatThrownBy(() -> read(
                        table,
                        new ProbeTable.Columns(
                                "label", Optional.of(List.of("nevus")), Optional.empty(), Optional.empty())))
                .hasMessageContaining("expected one of the classes nevus, found \"naevus\"");
        assertThatThrownBy(() -> read(
                        table, new ProbeTable.Columns("label", Optional.empty(), Optional.empty(), Optional.of("w"))))
                .hasMessageContaining("line 2, column w: expected a weight of 0 or more, found \"x\"");
    }
}
