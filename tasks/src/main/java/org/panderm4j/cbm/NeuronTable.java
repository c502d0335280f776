package org.panderm4j.cbm;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.concepts.Importance;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.run.CsvFile;

/**
 * Features by size of weight.
 *
 * @param rows the largest first; features that have no weight anywhere are not among them
 */
record NeuronTable(List<Row> rows) {
    /**
     * A feature.
     *
     * @param rank by size of weight, 0 for the largest
     * @param splits in which it has a weight
     * @param low smallest weight over the splits
     * @param high largest one
     */
    record Row(int neuron, double weight, int rank, int splits, double low, double high) {}

    static NeuronTable of(SplitStudy study) {
        Importance importance = new Importance(study.mean().weight());
        int[] selected = study.selected();
        List<Row> rows = new ArrayList<>();
        int[] order = importance.order();
        for (int rank = 0; rank < order.length; rank++) {
            int j = order[rank];
            if (selected[j] > 0) {
                double[] weights = study.fits().stream()
                        .mapToDouble(fit -> fit.fit().classifier().weight()[j])
                        .sorted()
                        .toArray();
                rows.add(new Row(
                        j, importance.weights()[j], rank, selected[j], weights[0], weights[weights.length - 1]));
            }
        }
        return new NeuronTable(rows);
    }

    /** Of a single classifier. */
    static NeuronTable of(BinaryClassifier classifier) {
        Importance importance = new Importance(classifier.weight());
        List<Row> rows = new ArrayList<>();
        int[] order = importance.order();
        for (int rank = 0; rank < order.length; rank++) {
            double weight = importance.weights()[order[rank]];
            if (weight != 0) {
                rows.add(new Row(order[rank], weight, rank, 1, weight, weight));
            }
        }
        return new NeuronTable(rows);
    }

    void write(Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("neuron", "weight", "rank", "splits_with_weight", "lowest_weight", "highest_weight");
            for (Row row : rows) {
                csv.writeRecord(
                        Integer.toString(row.neuron()),
                        Double.toString(row.weight()),
                        Integer.toString(row.rank()),
                        Integer.toString(row.splits()),
                        Double.toString(row.low()),
                        Double.toString(row.high()));
            }
        }
    }
}
