package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * What features are called, as {@code panderm concepts name} writes it: a table whose columns are called neuron and name.
 *
 * @param file it stands in
 * @param names by number of the feature; features without a name are not among them
 */
public record NeuronNames(Path file, Map<Integer, String> names) {
    private static final String NEURON = "neuron";
    private static final String NAME = "name";
    private static final String UNNAMED = "unnamed";
    private static final int SHOWN = 10;

    /** Reads the names. */
    public static NeuronNames read(Path file) throws IOException {
        Table table = Table.read(file);
        int neuron = table.column(NEURON);
        int name = table.column(NAME);
        Map<Integer, String> names = new TreeMap<>();
        for (TableRow row : table.rows()) {
            String told = row.get(name).strip();
            if (!told.isEmpty() && !told.equals(UNNAMED)) {
                names.put(number(file, row, row.get(neuron)), told);
            }
        }
        return new NeuronNames(file, names);
    }

    private static int number(Path file, TableRow row, String text) throws IOException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IOException(file + ", line " + row.line() + ", column " + NEURON + ": expected a number, found \""
                    + text + "\"");
        }
    }

    /**
     * The features of one name, ascending.
     *
     * @throws IOException when there is none
     */
    List<Integer> called(String name) throws IOException {
        List<Integer> called = names.entrySet().stream()
                .filter(one -> one.getValue().equalsIgnoreCase(name.strip()))
                .map(Map.Entry::getKey)
                .toList();
        if (called.isEmpty()) {
            List<String> there =
                    names.values().stream().distinct().sorted().limit(SHOWN).toList();
            throw new IOException(file + ": expected a neuron called \"" + name + "\", found "
                    + (there.isEmpty()
                            ? "no names"
                            : "none; there are " + String.join(", ", there)
                                    + (names.values().stream().distinct().count() > SHOWN ? " and more" : "")));
        }
        return called;
    }

    /** What a feature is called, its number if nothing else. */
    String of(int neuron) {
        return names.containsKey(neuron) ? names.get(neuron) + " (" + neuron + ")" : "neuron " + neuron;
    }
}
