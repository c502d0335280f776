package org.panderm4j.nn.sae.fused;

import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.train.Workers;

/** The same entries as those of all pieces of rows, feature by feature, rows ascending within a feature. */
final class ByFeature {
    private final Workers workers;
    private final int[] starts;
    private int[] rows = new int[0];
    private float[] values = new float[0];
    private float[] slopes = new float[0];
    private int[][] places = new int[0][];

    ByFeature(int features, Workers workers) {
        this.starts = new int[features + 1];
        this.workers = workers;
    }

    /** Takes the entries over, slopes as they are by now. */
    void set(List<Entries> pieces, Pieces cuts) {
        place(pieces);
        int size = starts[starts.length - 1];
        if (rows.length < size) {
            rows = new int[size];
            values = new float[size];
            slopes = new float[size];
        }
        workers.run(cuts.count(), piece -> scatter(pieces.get(piece), cuts.from(piece), cuts.to(piece), places[piece]));
    }

    /** Where each piece puts the entries of each feature. */
    private void place(List<Entries> pieces) {
        int features = starts.length - 1;
        if (places.length < pieces.size()) {
            places = new int[pieces.size()][features];
        }
        int[] next = new int[features];
        for (int piece = 0; piece < pieces.size(); piece++) {
            int[] counts = pieces.get(piece).counts();
            System.arraycopy(next, 0, places[piece], 0, features);
            for (int j = 0; j < features; j++) {
                next[j] += counts[j];
            }
        }
        starts[0] = 0;
        for (int j = 0; j < features; j++) {
            starts[j + 1] = starts[j] + next[j];
        }
        Arrays.stream(places, 0, pieces.size()).forEach(place -> {
            for (int j = 0; j < features; j++) {
                place[j] += starts[j];
            }
        });
    }

    private void scatter(Entries entries, int firstRow, int endRow, int[] place) {
        for (int row = firstRow; row < endRow; row++) {
            for (int i = entries.from(row - firstRow); i < entries.to(row - firstRow); i++) {
                int target = place[entries.features()[i]]++;
                rows[target] = row;
                values[target] = entries.values()[i];
                slopes[target] = entries.slopes()[i];
            }
        }
    }

    int from(int feature) {
        return starts[feature];
    }

    int to(int feature) {
        return starts[feature + 1];
    }

    int[] rows() {
        return rows;
    }

    float[] values() {
        return values;
    }

    float[] slopes() {
        return slopes;
    }
}
