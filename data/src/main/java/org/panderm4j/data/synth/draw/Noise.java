package org.panderm4j.data.synth.draw;

/**
 * Gradient noise over the plane (after Perlin), continuous, about -1 to 1, with a mean of 0 and features of size 1.
 *
 * @param seed whose fields look unrelated to those of another
 */
record Noise(long seed) {
    /** One field. */
    float at(float x, float y) {
        int cellX = floor(x);
        int cellY = floor(y);
        float dx = x - cellX;
        float dy = y - cellY;
        float top = lerp(slope(cellX, cellY, dx, dy), slope(cellX + 1, cellY, dx - 1, dy), fade(dx));
        float bottom = lerp(slope(cellX, cellY + 1, dx, dy - 1), slope(cellX + 1, cellY + 1, dx - 1, dy - 1), fade(dx));
        // Gradients along the diagonals rarely reach beyond 0.7.
        return 1.4f * lerp(top, bottom, fade(dy));
    }

    /** A field with detail: every octave half as strong and twice as fine as the one before. */
    float at(float x, float y, int octaves) {
        float sum = 0;
        float weight = 1;
        float scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            // The shift keeps the octaves' lattices from meeting at the origin.
            sum += weight * at(x * scale + 19.7f * octave, y * scale - 7.3f * octave);
            weight *= 0.5f;
            scale *= 2;
        }
        return sum;
    }

    /** Lines where the field changes sign: 1 on a line, falling to 0. */
    float ridge(float x, float y) {
        return 1 - Math.min(1, Math.abs(at(x, y)) * 2.2f);
    }

    private float slope(int cellX, int cellY, float dx, float dy) {
        int bits = (int) hash(seed, cellX, cellY);
        float along = (bits & 1) == 0 ? dx : -dx;
        float across = (bits & 2) == 0 ? dy : -dy;
        return along + across;
    }

    private static float fade(float t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    private static float lerp(float from, float to, float share) {
        return from + share * (to - from);
    }

    static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    /** 64 well mixed bits of a lattice point. */
    static long hash(long seed, int x, int y) {
        long h = seed ^ (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL);
        h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
        h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
        return h ^ (h >>> 32);
    }

    /** A number from 0 to below 1 out of 16 of a hash's bits; {@code part} 0 to 3 picks them. */
    static float fraction(long hash, int part) {
        return (hash >>> (16 * part) & 0xFFFF) / 65536f;
    }
}
