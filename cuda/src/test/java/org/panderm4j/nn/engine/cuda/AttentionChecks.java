package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Attention for head widths from 12 to 160 and lengths from 1 to 1025, with every kind of mask. */
final class AttentionChecks {
    private static final int SEQUENCES = 2;
    private static final int HEADS = 3;
    /** What hidden keys get for a score: finite, so that a sequence whose keys are all hidden sees all of them alike. */
    private static final double HIDDEN = -1e30;

    private enum Kind {
        PLAIN,
        CAUSAL,
        HIDDEN_KEYS,
        ADDED,
        HIDDEN_AND_ADDED
    }

    private static final int[] LENGTHS = {1, 5, 31, 64, 65, 77, 197, 577, 1025};

    private final KernelCheck check;
    private final int[] lengths;

    /**
     * @param longest length
     */
    AttentionChecks(KernelCheck check, int longest) {
        this.check = check;
        this.lengths = Arrays.stream(LENGTHS).filter(n -> n <= longest).toArray();
    }

    void run() {
        for (int width : new int[] {12, 32, 48, 64, 72, 80, 88, 96, 112, 128, 160}) {
            for (Element format : new Element[] {Element.F32, Element.BF16}) {
                for (Kind kind : Kind.values()) {
                    row(width, format, kind);
                }
            }
        }
    }

    /** The worst over all lengths. */
    private void row(int width, Element format, Kind kind) {
        String name = "attention, heads of " + width + ", " + format.label + ", "
                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        check.findings().run(KernelCheck.KIND, name, () -> {
            double worst = 0;
            int at = lengths[0];
            for (int length : lengths) {
                double error = check.error(name + length, arrays -> error(arrays, width, length, format, kind));
                at = !(error <= worst) ? length : at;
                worst = Errors.worse(worst, error);
            }
            check.findings()
                    .add(Finding.error(
                            KernelCheck.KIND, name + ", worst at length " + at, worst, KernelCheck.limit(format)));
        });
    }

    private double error(CardArrays arrays, int c, int n, Element format, Kind kind) {
        float[] qkv = arrays.draw(SEQUENCES * n * 3 * HEADS * c, format);
        boolean hides = kind == Kind.HIDDEN_KEYS || kind == Kind.HIDDEN_AND_ADDED;
        boolean adds = kind == Kind.ADDED || kind == Kind.HIDDEN_AND_ADDED;
        byte[] seen = seen(arrays, n);
        float[] added = arrays.draw(HEADS * n * n, Element.F32);
        long mixed = arrays.poisoned(format, SEQUENCES * n * HEADS * c);
        AttentionCall call = new AttentionCall(
                arrays.put(format, qkv),
                mixed,
                hides ? arrays.put(seen) : 0,
                adds ? arrays.put(Element.F32, added) : 0,
                SEQUENCES,
                n,
                HEADS,
                c,
                (float) (1 / Math.sqrt(c)),
                kind == Kind.CAUSAL);
        check.operations().attention(call, format);
        double[] expected = new double[SEQUENCES * n * HEADS * c];
        IntStream.range(0, SEQUENCES * HEADS * n).parallel().forEach(at -> {
            int query = at % n;
            int head = at / n % HEADS;
            int sequence = at / n / HEADS;
            double[] scores = new double[n];
            for (int key = 0; key < n; key++) {
                scores[key] = kind == Kind.CAUSAL && key > query
                        ? Double.NEGATIVE_INFINITY
                        : hides && seen[sequence * n + key] == 0
                                ? HIDDEN
                                : dot(
                                                        qkv,
                                                        place(sequence, query, n, 0, head, c),
                                                        place(sequence, key, n, 1, head, c),
                                                        c)
                                                / Math.sqrt(c)
                                        + (adds ? added[(head * n + query) * n + key] : 0);
            }
            mix(scores, qkv, sequence, head, c, expected, ((sequence * n + query) * HEADS + head) * c);
        });
        return Errors.relative(arrays.result(mixed, format, expected.length), expected);
    }

    /** The first sequence has no visible key, unless it is of one token; of the second a third is hidden. */
    private static byte[] seen(CardArrays arrays, int n) {
        int[] drawn = arrays.draw(SEQUENCES * n, 3);
        byte[] seen = new byte[SEQUENCES * n];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (byte) (i < n ? 0 : Math.min(1, drawn[i]));
        }
        return seen;
    }

    private static int place(int sequence, int token, int n, int which, int head, int c) {
        return (((sequence * n + token) * 3 + which) * HEADS + head) * c;
    }

    private static double dot(float[] values, int left, int right, int c) {
        double sum = 0;
        for (int i = 0; i < c; i++) {
            sum += values[left + i] * (double) values[right + i];
        }
        return sum;
    }

    private static void mix(double[] scores, float[] qkv, int sequence, int head, int c, double[] to, int at) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int key = 0; key < scores.length; key++) {
            double weight = Math.exp(scores[key] - most);
            sum += weight;
            int from = place(sequence, key, scores.length, 2, head, c);
            for (int i = 0; i < c; i++) {
                to[at + i] += weight * qkv[from + i];
            }
        }
        for (int i = 0; i < c; i++) {
            to[at + i] /= sum;
        }
    }
}
