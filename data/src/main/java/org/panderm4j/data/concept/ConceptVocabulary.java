package org.panderm4j.data.concept;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.data.text.TextLines;

/**
 * Terms to name features by.
 *
 * @param origin what to call the list in a message
 * @param terms each text once
 */
public record ConceptVocabulary(String origin, List<ConceptTerm> terms) {
    /** Name of the list that comes with the program. */
    public static final String DEFAULT = "default";

    private static final String RESOURCE = "dermatology-terms.csv";
    private static final String TEXT = "text";
    private static final String KIND = "kind";

    public ConceptVocabulary {
        terms = List.copyOf(terms);
    }

    /** Some hundred terms of dermatology: what lesions look like, under a dermoscope too, where they are, what lies over them. */
    public static ConceptVocabulary dermatology() {
        try (InputStream in = ConceptVocabulary.class.getResourceAsStream(RESOURCE)) {
            List<ConceptTerm> terms = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 2))
                    .map(cells -> new ConceptTerm(cells[1], cells[0]))
                    .toList();
            return new ConceptVocabulary(DEFAULT, terms);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    /**
     * A user's list: a table ({@code .csv}) with a column {@code text} and perhaps {@code kind}, or any other file with a text a line.
     * Empty lines are left out, of equal texts all but the first.
     *
     * @throws IOException in one line when it cannot be read or holds no text
     */
    public static ConceptVocabulary read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<ConceptTerm> read = name.toLowerCase(Locale.ROOT).endsWith(".csv") ? rows(file) : lines(file);
        Set<String> seen = new TreeSet<>();
        List<ConceptTerm> terms = read.stream()
                .filter(term -> !term.text().isBlank() && seen.add(term.text()))
                .toList();
        if (terms.isEmpty()) {
            throw new IOException(file + ": expected at least one text, found none");
        }
        return new ConceptVocabulary(file.toString(), terms);
    }

    private static List<ConceptTerm> rows(Path file) throws IOException {
        Table table = Table.read(file);
        int text = table.column(TEXT);
        int kind = table.has(KIND) ? table.column(KIND) : -1;
        List<ConceptTerm> terms = new ArrayList<>();
        for (TableRow row : table.rows()) {
            terms.add(new ConceptTerm(
                    row.get(text).strip(), kind < 0 ? "" : row.get(kind).strip()));
        }
        return terms;
    }

    private static List<ConceptTerm> lines(Path file) throws IOException {
        return TextLines.read(file).stream()
                .map(line -> new ConceptTerm(line.strip(), ""))
                .toList();
    }

    public List<String> texts() {
        return terms.stream().map(ConceptTerm::text).toList();
    }
}
