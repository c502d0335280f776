package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** How fast the card multiplies matrices of bf16: one of 8192 x 8192, as usual, and those of a block of ViT-L/16. */
final class PeakChecks {
    private static final String KIND = "peak";
    private static final int RUNS = 20;
    /** Tokens of 128 pictures. */
    private static final int TOKENS = 128 * 197;

    private final Session session;
    private final Findings findings;
    private double best;

    private PeakChecks(Session session, Findings findings) {
        this.session = session;
        this.findings = findings;
    }

    /** The best rate, multiplications and additions a second. */
    static double run(Device device, Findings findings) {
        try (Session session = Session.open(device)) {
            PeakChecks checks = new PeakChecks(session, findings);
            checks.product(8192, 8192, 8192);
            checks.product(TOKENS, 1024, 3072);
            checks.product(TOKENS, 1024, 1024);
            checks.product(TOKENS, 1024, 4096);
            checks.product(TOKENS, 4096, 1024);
            return checks.best;
        }
    }

    private void product(int rows, int in, int out) {
        Operations operations = new Operations(session);
        try (CardArrays arrays = new CardArrays(session, session.downlink(), new SplittableRandom(1))) {
            // Numbers as models have them: zeros would let the card run faster than it can with them.
            long x = arrays.put(Element.BF16, repeated(arrays, rows * in));
            long w = arrays.put(Element.BF16, repeated(arrays, out * in));
            long y = arrays.poisoned(Element.BF16, rows * out);
            Linear layer = new Linear(w, 0, in, out, Element.BF16, Element.BF16, false);
            for (int i = 0; i < 5; i++) {
                operations.linear(x, layer, y, rows);
            }
            double[] times = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                times[i] = session.time(() -> operations.linear(x, layer, y, rows));
            }
            Arrays.sort(times);
            double rate = 2.0 * rows * in * out / times[RUNS / 2] * 1e3;
            best = Math.max(best, rate);
            findings.add(Finding.measurement(
                    KIND,
                    "product " + rows + " x " + in + " x " + out + " bf16",
                    String.format(Locale.ROOT, "%.1f TFLOP/s", rate / 1e12)));
        }
    }

    private static float[] repeated(CardArrays arrays, int size) {
        float[] drawn = arrays.draw(1 << 20, Element.F32);
        float[] values = new float[size];
        for (int from = 0; from < size; from += drawn.length) {
            System.arraycopy(drawn, 0, values, from, Math.min(drawn.length, size - from));
        }
        return values;
    }
}
