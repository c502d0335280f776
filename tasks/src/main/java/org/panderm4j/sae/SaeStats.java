package org.panderm4j.sae;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.report.Bars;
import org.panderm4j.report.Fact;
import org.panderm4j.report.SaePage;

/**
 * What a sparse autoencoder is like.
 *
 * @param file it was read from
 * @param health of its dictionary
 * @param use what it makes of embeddings, if there were any
 */
public record SaeStats(SaeFile file, DictionaryHealth health, Optional<OnRows> use) {
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    /**
     * On embeddings.
     *
     * @param rows their number
     * @param figures by name, as in {@code metrics.jsonl}
     * @param densities share of the rows in which each feature is active
     * @param capacities how far each row of a subsample has its features for itself; empty if that was not asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record OnRows(long rows, Map<String, Double> figures, double[] densities, double[] capacities) {}

    /** For JSON: sizes, dictionary, figures. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", file.file().toString());
        values.put("inputs", file.weights().design().inputs());
        values.put("features", file.weights().design().features());
        values.put("sparsity", StoredSparsity.words(file.weights().design().sparsity()));
        if (file.weights().threshold() > 0) {
            values.put("threshold", file.weights().threshold());
        }
        values.put("training", file.training());
        values.put("dictionary", health.values());
        use.ifPresent(found -> values.put("embeddings", values(found)));
        return values;
    }

    private static Map<String, Object> values(OnRows found) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", found.rows());
        found.figures().forEach((name, value) -> values.put(name, Double.isFinite(value) ? value : null));
        values.put("density_median", new Densities(found.densities()).median());
        values.put("density_histogram", new Densities(found.densities()).bins());
        if (found.capacities().length > 0) {
            values.put("capacity_rows", found.capacities().length);
            Quantiles capacities = Quantiles.of(found.capacities());
            values.put("capacity_median", capacities.at(0.5));
            values.put("capacity_p10", capacities.at(0.1));
            values.put("capacity_p90", capacities.at(0.9));
        }
        return values;
    }

    /** The same in a file. */
    public void writeJson(Path target) throws IOException {
        JSON.writeValue(target.toFile(), values());
    }

    /** Two columns of a table: what, and how much. */
    public List<Fact> lines() {
        List<Fact> lines = new ArrayList<>();
        lines.add(new Fact("inputs", Integer.toString(file.weights().design().inputs())));
        lines.add(new Fact("features", Integer.toString(file.weights().design().features())));
        lines.add(new Fact(
                "sparsity", StoredSparsity.words(file.weights().design().sparsity())));
        file.training().forEach((name, value) -> lines.add(new Fact("trained with " + name, value)));
        lines.addAll(health.lines());
        use.ifPresent(found -> {
            lines.add(new Fact("rows", Long.toString(found.rows())));
            found.figures().forEach((name, value) -> lines.add(new Fact(name, number(value))));
            lines.add(new Fact("median density", number(new Densities(found.densities()).median())));
            if (found.capacities().length > 0) {
                Quantiles capacities = Quantiles.of(found.capacities());
                lines.add(new Fact(
                        "capacity of " + found.capacities().length + " rows",
                        "median " + number(capacities.at(0.5)) + ", 10 % under " + number(capacities.at(0.1))));
            }
        });
        return lines;
    }

    static String number(double value) {
        return Math.abs(value) >= 1e-3 || value == 0 || !Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.3e", value);
    }

    /** The page. */
    public SaePage page(List<Fact> facts) {
        List<Fact> headline = new ArrayList<>();
        headline.add(
                new Fact("Features", Integer.toString(file.weights().design().features())));
        List<Bars> bars = new ArrayList<>();
        use.ifPresent(found -> {
            headline.add(new Fact(
                    "Variance explained",
                    String.format(Locale.ROOT, "%.3f", found.figures().get("explained_variance"))));
            headline.add(new Fact(
                    "Active in a row",
                    String.format(Locale.ROOT, "%.1f", found.figures().get("l0"))));
            headline.add(
                    new Fact("Dead", Long.toString(found.figures().get("dead").longValue())));
            bars.add(new Densities(found.densities()).chart("the rows"));
        });
        bars.add(health.chart());
        List<Fact> all = new ArrayList<>(facts);
        all.add(0, new Fact("File", file.file().toString()));
        return new SaePage(
                file.file().getFileName().toString(),
                headline,
                List.of(),
                bars,
                health.pagePairs(),
                health.lines(),
                all);
    }
}
