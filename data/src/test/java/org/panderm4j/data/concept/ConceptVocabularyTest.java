package org.panderm4j.data.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConceptVocabularyTest {
    @TempDir
    Path folder;

    @Test
    void shippedTermsHaveAKindEachAndNoneComesTwice() {
        ConceptVocabulary shipped = ConceptVocabulary.dermatology();
        assertThat(shipped.texts()).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(shipped.terms()).allSatisfy(term -> {
            assertThat(term.text()).isEqualTo(term.text().strip()).isNotEmpty();
            assertThat(term.kind()).isNotEmpty();
        });
        Set<String> kinds = shipped.terms().stream().map(ConceptTerm::kind).collect(Collectors.toSet());
        assertThat(kinds).contains("morphology", "colour", "structure", "vessels", "site", "artefact");
        assertThat(shipped.terms())
                .contains(
                        new ConceptTerm("hair", "artefact"),
                        new ConceptTerm("ink", "artefact"),
                        new ConceptTerm("ruler", "artefact"),
                        new ConceptTerm("gel bubbles", "artefact"));
    }

    @Test
    void readsALineATextWithoutEmptyOnesAndRepetitions() throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), "hair\n\n ink \nhair\n");
        assertThat(ConceptVocabulary.read(file).terms())
                .containsExactly(new ConceptTerm("hair", ""), new ConceptTerm("ink", ""));
    }

    @Test
    void readsATableWithOrWithoutKinds() throws IOException {
        Path kinds = Files.writeString(folder.resolve("a.csv"), "text,kind\n\"dots, brown\",structure\nink,artefact\n");
        Path plain = Files.writeString(folder.resolve("b.csv"), "id,text\n1,veil\n");
        assertThat(ConceptVocabulary.read(kinds).terms())
                .containsExactly(new ConceptTerm("dots, brown", "structure"), new ConceptTerm("ink", "artefact"));
        assertThat(ConceptVocabulary.read(plain).terms()).containsExactly(new ConceptTerm("veil", ""));
    }

    @Test
    void refusesAFileWithoutTexts() throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), "\n \n");
        Path table = Files.writeString(folder.resolve("words.csv"), "word\nink\n");
        assertThatThrownBy(() -> ConceptVocabulary.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": expected at least one text, found none");
        assertThatThrownBy(() -> ConceptVocabulary.read(table))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("words.csv", "text", "word");
    }
}
