package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.report.ConceptPage;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.WeightChart;

/** A classifier's weights, and what an intervention has changed. */
final class ClassifierSections {
    private static final int SHOWN = 20;

    private final NamedNeurons names;

    ClassifierSections(NamedNeurons names) {
        this.names = names;
    }

    ConceptPage.Section weights(Path folder) throws IOException {
        Table table = Table.read(folder.resolve(StudyFolders.NEURONS));
        List<WeightChart.Bar> bars = new ArrayList<>();
        for (TableRow row : table.rows()) {
            int neuron = Cells.integer(table, row, "neuron");
            bars.add(new WeightChart.Bar(
                    names.of(neuron), Cells.number(table, row, "weight"), "rank " + row.get(table.column("rank"))));
        }
        bars.sort(Comparator.comparingDouble(bar -> -Math.abs(bar.value())));
        return new ConceptPage.Section(
                "The classifier",
                "A linear classifier on the features' activations.",
                List.of(),
                List.of(new WeightChart(
                        "Largest weights",
                        Math.min(SHOWN, bars.size()) + " of " + bars.size()
                                + " features with a weight. To the right: speaks for class 1.",
                        bars.subList(0, Math.min(SHOWN, bars.size())))),
                List.of(scores(folder)),
                List.of());
    }

    private static PlainTable scores(Path folder) throws IOException {
        Table table = Table.read(folder.resolve(StudyFolders.SUMMARY));
        List<List<String>> rows = new ArrayList<>();
        for (TableRow row : table.rows()) {
            rows.add(List.of(
                    row.get(table.column("metric")),
                    Cells.share(Cells.number(table, row, "value")),
                    between(table, row, "low", "high")));
        }
        return new PlainTable("Test rows", "", List.of("Metric", "Value", "Interval"), 1, rows);
    }

    private static String between(Table table, TableRow row, String low, String high) throws IOException {
        return Cells.share(Cells.number(table, row, low)) + " to " + Cells.share(Cells.number(table, row, high));
    }

    ConceptPage.Section intervention(Path folder) throws IOException {
        return new ConceptPage.Section(
                "Intervention: " + folder.getFileName(),
                "The same test rows, before and after the features below were changed.",
                List.of(),
                List.of(),
                List.of(change(folder), changed(folder)),
                List.of());
    }

    private static PlainTable change(Path folder) throws IOException {
        Table table = Table.read(folder.resolve(StudyFolders.SUMMARY));
        List<List<String>> rows = new ArrayList<>();
        for (TableRow row : table.rows()) {
            rows.add(List.of(
                    row.get(table.column("metric")),
                    Cells.share(Cells.number(table, row, "before")),
                    Cells.share(Cells.number(table, row, "after")),
                    Cells.signed(Cells.number(table, row, "change")),
                    between(table, row, "change_low", "change_high")));
        }
        return new PlainTable(
                "Before and after", "", List.of("Metric", "Before", "After", "Change", "95 % interval"), 1, rows);
    }

    private PlainTable changed(Path folder) throws IOException {
        Table table = Table.read(folder.resolve(StudyFolders.INTERVENED));
        Set<String> concepts = new LinkedHashSet<>();
        List<List<String>> rows = new ArrayList<>();
        for (TableRow row : table.rows()) {
            String concept = row.get(table.column("concept"));
            if (!concept.isEmpty()) {
                concepts.add(concept);
            }
            double similarity = Cells.number(table, row, "similarity");
            rows.add(List.of(
                    names.of(Cells.integer(table, row, "neuron")),
                    concept,
                    row.get(table.column("method")),
                    Cells.signed(Cells.number(table, row, "importance")),
                    Double.isNaN(similarity) ? "" : Cells.share(similarity)));
        }
        return new PlainTable(
                "Features that were changed",
                concepts.isEmpty() ? "" : "Found for " + String.join(", ", concepts) + ".",
                List.of("Feature", "Concept", "Found by", "Weight", "Similarity"),
                3,
                rows);
    }
}
