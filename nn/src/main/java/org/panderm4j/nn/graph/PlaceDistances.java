package org.panderm4j.nn.graph;

import org.panderm4j.nn.tower.Stem.JointStem;

/**
 * Which row of a block's distances belongs to each pair of places in a sequence of a picture and a text (OFA, Wang et al. 2022).
 * The rows are those of the picture's distances, then the text's, then one for a place of each, which is 0.
 *
 * @param stem sizes of the grid and of the tables
 * @param text tokens of the text
 */
public record PlaceDistances(JointStem stem, int text) {
    public PlaceDistances {
        if (text <= 0 || text > stem.longestText()) {
            throw new IllegalArgumentException(
                    "expected texts of 1 to " + stem.longestText() + " tokens, found " + text);
        }
    }

    /** Places of the sequence, n. */
    public int places() {
        return stem.imageTokens() + text;
    }

    /** The row for each query and key, [n][n]. */
    public int[][] rows() {
        int n = places();
        int[][] rows = new int[n][n];
        for (int query = 0; query < n; query++) {
            for (int key = 0; key < n; key++) {
                rows[query][key] = row(query, key);
            }
        }
        return rows;
    }

    private int row(int query, int key) {
        int image = stem.imageTokens();
        if (query < image && key < image) {
            return imageRow(query, key);
        }
        return query >= image && key >= image
                ? stem.imageDistances() + textRow(query - key)
                : stem.imageDistances() + stem.tokenDistances();
    }

    /** Differences of rows, then of columns, each from -(bucket - 1) to bucket - 1. */
    private int imageRow(int query, int key) {
        int grid = stem.grid();
        int bucket = stem.imageBucket();
        int down = query / grid - key / grid;
        int right = query % grid - key % grid;
        return (down + bucket - 1) * (2 * bucket - 1) + right + bucket - 1;
    }

    /** Distances up to half a bucket have a row of their own; the others share rows that widen logarithmically. */
    private int textRow(int distance) {
        int bucket = stem.tokenBucket();
        int middle = bucket / 2;
        int far = Math.abs(distance);
        int step = far <= middle ? far : middle + logarithmic(far, middle);
        return bucket - 1 + Integer.signum(distance) * step;
    }

    private static int logarithmic(int far, int middle) {
        double share = Math.log((double) far / middle) / Math.log((JointStem.LONGEST_TEXT - 1.0) / middle);
        return (int) Math.ceil(share * (middle - 1));
    }
}
