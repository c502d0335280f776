package org.panderm4j.data.synth.draw;

import org.panderm4j.data.image.Pixels;

/** A square picture in the making: three planes of floats, 0 to 1, pixel i at row i / size. */
final class Canvas {
    private final int size;
    private final float[] red;
    private final float[] green;
    private final float[] blue;

    Canvas(int size) {
        this.size = size;
        red = new float[size * size];
        green = new float[size * size];
        blue = new float[size * size];
    }

    int size() {
        return size;
    }

    void set(int pixel, Tint tint) {
        red[pixel] = tint.red();
        green[pixel] = tint.green();
        blue[pixel] = tint.blue();
    }

    /** Covers a pixel; {@code cover} 1 hides what was there. */
    void mix(int pixel, Tint tint, float cover) {
        red[pixel] += cover * (tint.red() - red[pixel]);
        green[pixel] += cover * (tint.green() - green[pixel]);
        blue[pixel] += cover * (tint.blue() - blue[pixel]);
    }

    void multiply(int pixel, float factor) {
        multiply(pixel, factor, factor, factor);
    }

    void multiply(int pixel, float redFactor, float greenFactor, float blueFactor) {
        red[pixel] *= redFactor;
        green[pixel] *= greenFactor;
        blue[pixel] *= blueFactor;
    }

    void add(int pixel, float light) {
        add(pixel, light, light, light);
    }

    void add(int pixel, float redLight, float greenLight, float blueLight) {
        red[pixel] += redLight;
        green[pixel] += greenLight;
        blue[pixel] += blueLight;
    }

    /** Blurs with a bell of this standard deviation in pixels; pixels outside are those at the rim. */
    void blur(float deviation) {
        int reach = (int) (3 * deviation) + 1;
        float[] weights = new float[2 * reach + 1];
        float total = 0;
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = (float) StrictMath.exp(-k * k / (2.0 * deviation * deviation));
            total += weights[k + reach];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= total;
        }
        float[] row = new float[size];
        for (float[] plane : new float[][] {red, green, blue}) {
            for (int line = 0; line < size; line++) {
                blurLine(plane, line * size, 1, weights, row);
            }
            for (int line = 0; line < size; line++) {
                blurLine(plane, line, size, weights, row);
            }
        }
    }

    private void blurLine(float[] plane, int start, int step, float[] weights, float[] row) {
        int reach = weights.length / 2;
        for (int i = 0; i < size; i++) {
            float sum = 0;
            for (int k = -reach; k <= reach; k++) {
                int from = Math.max(0, Math.min(size - 1, i + k));
                sum += weights[k + reach] * plane[start + from * step];
            }
            row[i] = sum;
        }
        for (int i = 0; i < size; i++) {
            plane[start + i * step] = row[i];
        }
    }

    /** The picture, 8 bits a channel; what is out of range is cut off. */
    Pixels pixels() {
        byte[] rgb = new byte[3 * red.length];
        for (int i = 0; i < red.length; i++) {
            rgb[3 * i] = octet(red[i]);
            rgb[3 * i + 1] = octet(green[i]);
            rgb[3 * i + 2] = octet(blue[i]);
        }
        return new Pixels(size, size, rgb);
    }

    private static byte octet(float value) {
        return (byte) (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5f);
    }
}
