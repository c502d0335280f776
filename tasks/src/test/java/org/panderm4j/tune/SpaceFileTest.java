package org.panderm4j.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.tune.Domain.Choices;
import org.panderm4j.tune.Domain.Range;

class SpaceFileTest {
    @TempDir
    Path temp;

    private SearchSpace read(String name, String text) throws IOException {
        return SpaceFile.read(Files.writeString(temp.resolve(name), text), new FakeTunable(0).options());
    }

    @Test
    void readsRangesListsAndSingleValues() throws IOException {
        SearchSpace space = read("space.yaml", """
                # as in the manual
                c: {from: 1e-3, to: 1000, scale: log}
                batch-size: {from: 8, to: 63, step: 8}
                penalty: [reference, l2]
                standardize: true
                """);
        assertThat(space.dimensions())
                .extracting(one -> one.option().name())
                .containsExactly("c", "batch-size", "penalty", "standardize");
        assertThat(space.dimensions())
                .extracting(SearchSpace.Dimension::domain)
                .containsExactly(
                        new Range(0.001, 1000, false, true),
                        new Choices(List.of("8", "16", "24", "32", "40", "48", "56")),
                        new Choices(List.of("reference", "l2")),
                        new Choices(List.of("true")));
        assertThat(space.gridSize(5)).isEqualTo(5 * 7 * 2);
    }

    @Test
    void readsJsonToo() throws IOException {
        SearchSpace space = read(
                "space.json",
                "{\"c\": [0.5, 2e-5, 30000000], \"batch-size\": {\"from\": 1, \"to\": 100}, \"standardize\": [true, false]}");
        assertThat(space.dimensions())
                .extracting(SearchSpace.Dimension::domain)
                .containsExactly(
                        new Choices(List.of("0.5", "2e-5", "3e7")),
                        new Range(1, 100, true, false),
                        new Choices(List.of("true", "false")));
    }

    @Test
    void stepsReachTheEndInSpiteOfRounding() throws IOException {
        SearchSpace space = read("space.yaml", "c: {from: 0.1, to: 0.7, step: 0.1}");
        assertThat(space.dimensions().get(0).domain().grid(2))
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cc: [1]                                    | c, batch-size, penalty, standardize | 'cc'",
                "c: {from: 3, to: 1}                        | key 'c': expected from below to | from 3 to 1",
                "c: {from: 3, to: 3}                        | key 'c': expected from below to | from 3 to 3",
                "c: {from: 0, to: 1, scale: log}            | a number of 1e-6 or more | found 0",
                "c: {from: 1}                               | from and to | 'to'",
                "c: {from: 1, to: 2, scale: cubic}          | scale: log or scale: linear | 'cubic'",
                "c: {from: 1, to: 2, size: 3}               | from, scale, step, to | 'size'",
                "c: {from: 1, to: 2, step: 0}               | a step above 0 | found 0",
                "c: {from: 1, to: 2, step: 1, scale: log}   | step or scale: log | both",
                "c: {from: 1, to: 2, step: 1e-9}            | at most 10000 steps | 1000000001",
                "c: big                                     | a number | 'big'",
                "c: .inf                                    | YAML | '.inf'",
                "c: '1'                                     | a number | '1'",
                "c: []                                      | at least one value | []",
                "c: [1, 1.0]                                | different values | '1' twice",
                "c: [[1]]                                   | a number | [1]",
                "c: null                                    | a number | null",
                "batch-size: [8.5]                          | a whole number from 1 to 4096 | 8.5",
                "batch-size: {from: 1, to: 10000}           | from 1 to 4096 | 10000",
                "batch-size: {from: 1, to: 9, step: 0.5}    | a whole number | 0.5",
                "penalty: [l3]                              | one of reference, l2, none | 'l3'",
                "penalty: {from: 1, to: 2}                  | a list of reference, l2, none | a range",
                "standardize: maybe                         | one of true, false | 'maybe'",
                "`c: [1]\nc: [2]`                           | each key stands once | Duplicate",
                "`c: [1`                                    | YAML | line 1",
                "[c]                                        | options and their values | [\"c\"]",
                "{}                                         | options and their values | nothing",
                "`# nothing`                                | options and their values | nothing",
            })
    void saysWhatIsWrongInOneLine(String text, String expected, String found) {
        assertThatIOException()
                .isThrownBy(() -> read("space.yaml", text))
                .withMessageContaining(temp.resolve("space.yaml").toString())
                .withMessageContaining("expected")
                .withMessageContaining(expected)
                .withMessageContaining(found)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void aLogarithmicRangeBeginsAboveZero() {
        TunableOption option = TunableOption.real("x", "", 0, 1);
        assertThatIOException()
                .isThrownBy(() -> SpaceFile.read(
                        Files.writeString(temp.resolve("s.yaml"), "x: {from: 0, to: 1, scale: log}"), List.of(option)))
                .withMessageContaining("key 'x': expected from above 0 with scale: log, found from 0");
    }

    @Test
    void numbersHaveOneTextEverywhere() {
        assertThat(List.of(0.0, 1.0, 0.5, 1e-5, 123456789.0, -2.5e-9))
                .extracting(NumberText::exact)
                .containsExactly("0", "1", "0.5", "1e-5", "1.23456789e8", "-2.5e-9");
        assertThat(NumberText.drawn(1.0 / 3, 0, 1)).isEqualTo("0.333333");
        assertThat(NumberText.drawn(0.66666666, 0, 0.6666666)).isEqualTo("0.6666666");
        assertThat(NumberText.drawn(Math.exp(Math.log(1000)), 1, 1000)).isEqualTo("1000");
    }
}
