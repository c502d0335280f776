package org.panderm4j.probe;

import java.util.List;
import java.util.stream.IntStream;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;

/** Rows with their features. */
final class LabelledFeatures {
    private final List<ProbeTable.Row> rows;
    private final float[][] features; // [n][d]
    private final int[] labels;

    /**
     * @param features [n][d], kept
     */
    LabelledFeatures(List<ProbeTable.Row> rows, float[][] features) {
        this.rows = List.copyOf(rows);
        this.features = features;
        this.labels = rows.stream().mapToInt(ProbeTable.Row::label).toArray();
    }

    List<ProbeTable.Row> rows() {
        return rows;
    }

    int size() {
        return rows.size();
    }

    float[][] features() {
        return features;
    }

    int[] labels() {
        return labels;
    }

    double[] weights() {
        return rows.stream().mapToDouble(ProbeTable.Row::weight).toArray();
    }

    /** The rows of a split, in file order. */
    LabelledFeatures of(Split split) {
        return at(IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).split() == split)
                .toArray());
    }

    /** Some rows, in the order given. */
    LabelledFeatures at(int... places) {
        float[][] chosen = new float[places.length][];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = features[places[i]];
        }
        return new LabelledFeatures(IntStream.of(places).mapToObj(rows::get).toList(), chosen);
    }
}
