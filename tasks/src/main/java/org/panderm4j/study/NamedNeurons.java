package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.panderm4j.concepts.NeuronName;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * What features are called.
 *
 * @param total features that the table tells of
 * @param rows of features that have a name
 */
record NamedNeurons(int total, List<Row> rows) {
    /** A feature with a name. */
    record Row(int neuron, String name, String kind, double score) {}

    /**
     * Reads a table of names.
     *
     * @param features of the dictionary
     * @throws IOException when the table has not as many rows
     */
    static NamedNeurons read(Optional<Path> file, int features) throws IOException {
        if (file.isEmpty()) {
            return new NamedNeurons(0, List.of());
        }
        Table table = Table.read(file.get());
        if (table.rows().size() != features) {
            throw new IOException("expected a name of each feature of the dictionary, found "
                    + table.rows().size() + " in " + file.get() + " and " + features + " in the dictionary");
        }
        List<Row> rows = new ArrayList<>();
        for (TableRow row : table.rows()) {
            String name = row.get(table.column("name"));
            if (!name.equals(NeuronName.UNNAMED)) {
                rows.add(new Row(
                        Cells.integer(table, row, "neuron"),
                        name,
                        row.get(table.column("kind")),
                        Cells.number(table, row, "score")));
            }
        }
        return new NamedNeurons(table.rows().size(), rows);
    }

    /** Its name, or its number. */
    String of(int neuron) {
        Map<Integer, String> names = new TreeMap<>();
        rows.forEach(row -> names.put(row.neuron(), row.name()));
        return names.containsKey(neuron) ? names.get(neuron) + " (" + neuron + ")" : "neuron " + neuron;
    }
}
