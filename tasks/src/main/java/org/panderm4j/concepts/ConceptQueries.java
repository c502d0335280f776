package org.panderm4j.concepts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/** Collects features whose pictures are wanted, by number, by name or by text. */
public final class ConceptQueries {
    private static final int SHOWN = 10;

    private final int features;
    private final List<ConceptQuery> queries = new ArrayList<>();

    /** @param features m */
    public ConceptQueries(int features) {
        this.features = features;
    }

    /**
     * By number.
     *
     * @throws IOException when there is no such feature
     */
    public void neurons(Collection<Integer> neurons) throws IOException {
        for (int neuron : neurons) {
            require(neuron);
            queries.add(ConceptQuery.ofNeuron(neuron));
        }
    }

    private void require(int neuron) throws IOException {
        if (neuron < 0 || neuron >= features) {
            throw new IOException("--neurons: expected from 0 to " + (features - 1)
                    + ", as the activations have columns, found " + neuron);
        }
    }

    /**
     * By the names that {@code panderm concepts name} has given.
     *
     * @param file with the columns {@code neuron} and {@code name}, and {@code score}
     * @param wanted names; empty for the {@code most} named features of the largest score, each name once
     * @throws IOException when a wanted name is not there, or a feature is not
     */
    public void named(Path file, Collection<String> wanted, int most) throws IOException {
        TreeMap<String, List<ConceptQuery>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<ConceptQuery> all = new ArrayList<>();
        Table table = Table.read(file);
        for (TableRow row : table.rows()) {
            String name = row.get(table.column("name")).strip();
            if (!name.isEmpty() && !name.equals(NeuronName.UNNAMED)) {
                ConceptQuery query = read(table, row, name);
                require(query.neuron());
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(query);
                all.add(query);
            }
        }
        for (String name : wanted) {
            if (!byName.containsKey(name.strip())) {
                throw new IOException(file + ": expected a neuron called \"" + name + "\", found "
                        + (byName.isEmpty()
                                ? "no names"
                                : "none; there are "
                                        + String.join(
                                                ", ",
                                                byName.keySet().stream()
                                                        .limit(SHOWN)
                                                        .toList())));
            }
            queries.addAll(byName.get(name.strip()));
        }
        if (wanted.isEmpty()) {
            queries.addAll(surest(all, most));
        }
    }

    private static ConceptQuery read(Table table, TableRow row, String name) throws IOException {
        try {
            return new ConceptQuery(
                    name,
                    Integer.parseInt(row.get(table.column("neuron")).strip()),
                    OptionalDouble.of(
                            Double.parseDouble(row.get(table.column("score")).strip())));
        } catch (NumberFormatException e) {
            throw new IOException(
                    table.file() + ", line " + row.line()
                            + ": expected numbers in the columns neuron and score, found \"" + e.getMessage() + "\"",
                    e);
        }
    }

    private static List<ConceptQuery> surest(List<ConceptQuery> all, int most) {
        TreeMap<String, ConceptQuery> best = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.forEach(query -> best.merge(
                query.label(),
                query,
                (one, other) ->
                        other.similarity().orElseThrow() > one.similarity().orElseThrow() ? other : one));
        return best.values().stream()
                .sorted((one, other) -> Double.compare(
                        other.similarity().orElseThrow(), one.similarity().orElseThrow()))
                .limit(most)
                .toList();
    }

    /**
     * The features nearest to each text.
     *
     * @param cosines [texts][m]
     * @param alive features that are active in any row; others are left out, [m]
     * @param count of a text
     * @param least similarity; empty: the nearest must be above 0
     * @throws IOException when a text has no feature, with it and the best similarity
     */
    public void texts(List<String> texts, float[][] cosines, boolean[] alive, int count, OptionalDouble least)
            throws IOException {
        for (int t = 0; t < texts.size(); t++) {
            List<ConceptRetrieval.Ranked> found = ConceptRetrieval.features(cosines[t], alive, count);
            double best = found.isEmpty() ? Double.NaN : found.get(0).value();
            if (found.isEmpty() || (least.isPresent() ? best < least.getAsDouble() : best <= 0)) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "concept \"%s\": expected a neuron with a similarity %s among those active in any row, found %s",
                        texts.get(t),
                        least.isPresent() ? "of at least " + least.getAsDouble() + " (--min-similarity)" : "above 0",
                        found.isEmpty()
                                ? "that none is active"
                                : String.format(Locale.ROOT, "%.4f as the best", best)));
            }
            for (ConceptRetrieval.Ranked one : found) {
                if (least.isEmpty() || one.value() >= least.getAsDouble()) {
                    queries.add(new ConceptQuery(texts.get(t), one.index(), OptionalDouble.of(one.value())));
                }
            }
        }
    }

    /** In the order they were asked for. */
    public List<ConceptQuery> list() {
        return List.copyOf(queries);
    }
}
