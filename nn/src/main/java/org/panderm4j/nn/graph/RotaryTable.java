package org.panderm4j.nn.graph;

import java.util.Arrays;

/**
 * Angles of rotary positions on a grid of patches (DINOv3, Siméoni et al. 2025). A patch's centre has coordinates from -1 to 1
 * along each axis; with f_k = base^(-4k/c), k from 0 to c/4 - 1, its c/2 angles are 2 pi y f_k for all k, then 2 pi x f_k, and
 * the second half of a head repeats them. As the reference does, everything is computed in float32.
 *
 * @param base of the frequencies
 * @param rows of the grid
 * @param columns of the grid
 */
public record RotaryTable(double base, int rows, int columns) {
    /** Patches of the grid. */
    public int patches() {
        return rows * columns;
    }

    /**
     * Cosines of the angles.
     *
     * @param c width of a head, a multiple of 4
     * @param leading tokens in front of the patches, which are not rotated
     * @return [leading + patches, c]
     */
    public float[] cosines(int c, int leading) {
        return table(c, leading, true);
    }

    /** Sines of the angles, likewise. */
    public float[] sines(int c, int leading) {
        return table(c, leading, false);
    }

    private float[] table(int c, int leading, boolean cosine) {
        float[] values = new float[(leading + patches()) * c];
        if (cosine) {
            Arrays.fill(values, 0, leading * c, 1);
        }
        for (int patch = 0; patch < patches(); patch++) {
            int row = (leading + patch) * c;
            for (int k = 0; k < c / 2; k++) {
                float angle = angle(patch, k, c);
                float value = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
                values[row + k] = value;
                values[row + c / 2 + k] = value;
            }
        }
        return values;
    }

    /** Angle {@code k} of the c/2 of a patch. */
    private float angle(int patch, int k, int c) {
        boolean vertical = k < c / 4;
        int place = vertical ? patch / columns : patch % columns;
        int places = vertical ? rows : columns;
        float coordinate = 2 * ((place + 0.5f) / places) - 1;
        float frequency = (float) (1 / Math.pow(base, 4.0 * (k % (c / 4)) / c));
        return (float) (2 * Math.PI) * coordinate * frequency;
    }
}
