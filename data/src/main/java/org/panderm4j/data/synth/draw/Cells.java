package org.panderm4j.data.synth.draw;

/**
 * One point in every unit square of the plane, and the nearest of them to a place (after Worley). Holds the last answer;
 * for one thread.
 */
final class Cells {
    private final long seed;
    private final float jitter;
    private float nearest;
    private float edge;
    private long hash;

    /**
     * @param jitter 0 puts the points on a grid, 1 anywhere in their squares
     */
    Cells(long seed, float jitter) {
        this.seed = seed;
        this.jitter = jitter;
    }

    /** Looks around a place. */
    void find(float x, float y) {
        int cellX = Noise.floor(x);
        int cellY = Noise.floor(y);
        float first = Float.MAX_VALUE;
        float second = Float.MAX_VALUE;
        for (int j = cellY - 1; j <= cellY + 1; j++) {
            for (int i = cellX - 1; i <= cellX + 1; i++) {
                long bits = Noise.hash(seed, i, j);
                // Every other row is shifted by half: the meshes of a network are hexagons, not squares.
                float shift = (j & 1) * 0.5f * (1 - jitter);
                float dx = i + 0.5f + shift + jitter * (Noise.fraction(bits, 0) - 0.5f) - x;
                float dy = j + 0.5f + jitter * (Noise.fraction(bits, 1) - 0.5f) - y;
                float square = dx * dx + dy * dy;
                if (square < first) {
                    second = first;
                    first = square;
                    hash = bits;
                } else if (square < second) {
                    second = square;
                }
            }
        }
        nearest = (float) Math.sqrt(first);
        edge = (float) Math.sqrt(second) - nearest;
    }

    /** Distance to the nearest point. */
    float nearest() {
        return nearest;
    }

    /** How much farther the second nearest point is: 0 on the border between two cells. */
    float edge() {
        return edge;
    }

    /** A number from 0 to below 1 that belongs to the cell found; {@code part} 0 or 1. */
    float own(int part) {
        return Noise.fraction(hash, 2 + part);
    }
}
