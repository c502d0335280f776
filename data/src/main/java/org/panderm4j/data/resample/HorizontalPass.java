package org.panderm4j.data.resample;

/** Resamples single rows; the inner loops are written out by channel count so that the sums stay in registers. */
final class HorizontalPass {
    private static final int ROUND = 1 << (Coefficients.PRECISION - 1);

    private final Coefficients coefficients;
    private final int channels;
    private final int columns;

    /** @param columns output columns, as many as the coefficients describe */
    HorizontalPass(Coefficients coefficients, int channels, int columns) {
        this.coefficients = coefficients;
        this.channels = channels;
        this.columns = columns;
    }

    /** Writes {@code columns * channels} values 0..255 to {@code out} from the row at {@code in[from]}. */
    void apply(byte[] in, int from, int[] out) {
        switch (channels) {
            case 1 -> one(in, from, out);
            case 2 -> two(in, from, out);
            case 3 -> three(in, from, out);
            default -> four(in, from, out);
        }
    }

    private void one(byte[] in, int from, int[] out) {
        int[] weights = coefficients.fixed();
        for (int x = 0; x < columns; x++) {
            int base = x * coefficients.stride();
            int start = from + coefficients.first(x);
            int sum = ROUND;
            for (int t = 0, taps = coefficients.taps(x); t < taps; t++) {
                sum += weights[base + t] * (in[start + t] & 0xFF);
            }
            out[x] = toByte(sum);
        }
    }

    private void two(byte[] in, int from, int[] out) {
        int[] weights = coefficients.fixed();
        for (int x = 0; x < columns; x++) {
            int base = x * coefficients.stride();
            int start = from + 2 * coefficients.first(x);
            int sum0 = ROUND;
            int sum1 = ROUND;
            for (int t = 0, taps = coefficients.taps(x); t < taps; t++) {
                int weight = weights[base + t];
                sum0 += weight * (in[start + 2 * t] & 0xFF);
                sum1 += weight * (in[start + 2 * t + 1] & 0xFF);
            }
            out[2 * x] = toByte(sum0);
            out[2 * x + 1] = toByte(sum1);
        }
    }

    private void three(byte[] in, int from, int[] out) {
        int[] weights = coefficients.fixed();
        for (int x = 0; x < columns; x++) {
            int base = x * coefficients.stride();
            int start = from + 3 * coefficients.first(x);
            int sum0 = ROUND;
            int sum1 = ROUND;
            int sum2 = ROUND;
            for (int t = 0, taps = coefficients.taps(x); t < taps; t++) {
                int weight = weights[base + t];
                sum0 += weight * (in[start + 3 * t] & 0xFF);
                sum1 += weight * (in[start + 3 * t + 1] & 0xFF);
                sum2 += weight * (in[start + 3 * t + 2] & 0xFF);
            }
            out[3 * x] = toByte(sum0);
            out[3 * x + 1] = toByte(sum1);
            out[3 * x + 2] = toByte(sum2);
        }
    }

    private void four(byte[] in, int from, int[] out) {
        int[] weights = coefficients.fixed();
        for (int x = 0; x < columns; x++) {
            int base = x * coefficients.stride();
            int start = from + 4 * coefficients.first(x);
            int sum0 = ROUND;
            int sum1 = ROUND;
            int sum2 = ROUND;
            int sum3 = ROUND;
            for (int t = 0, taps = coefficients.taps(x); t < taps; t++) {
                int weight = weights[base + t];
                sum0 += weight * (in[start + 4 * t] & 0xFF);
                sum1 += weight * (in[start + 4 * t + 1] & 0xFF);
                sum2 += weight * (in[start + 4 * t + 2] & 0xFF);
                sum3 += weight * (in[start + 4 * t + 3] & 0xFF);
            }
            out[4 * x] = toByte(sum0);
            out[4 * x + 1] = toByte(sum1);
            out[4 * x + 2] = toByte(sum2);
            out[4 * x + 3] = toByte(sum3);
        }
    }

    /** Back from fixed point, clamped to 0..255. */
    static int toByte(int sum) {
        return Math.max(0, Math.min(255, sum >> Coefficients.PRECISION));
    }
}
