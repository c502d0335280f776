package org.panderm4j.nn.engine.cuda;

import java.util.Locale;
import org.panderm4j.nn.tower.Activation;

/** Activations, sums, copies and rotations; sizes that are no multiple of what a thread takes. */
final class ElementChecks {
    private static final int SIZE = 10_007;
    private static final Element[] FORMATS = {Element.F32, Element.BF16};

    private final KernelCheck check;

    ElementChecks(KernelCheck check) {
        this.check = check;
    }

    void run() {
        for (Element format : FORMATS) {
            for (Activation function : Activation.values()) {
                String name = function.name().toLowerCase(Locale.ROOT) + " " + format.label;
                check.check(name, KernelCheck.limit(format), arrays -> activated(arrays, function, format, false));
                check.check(
                        name + ", gated",
                        KernelCheck.limit(format),
                        arrays -> activated(arrays, function, format, true));
            }
            check.check("add " + format.label, KernelCheck.F32, arrays -> added(arrays, format));
            check.check("copy to " + format.label, KernelCheck.limit(format), arrays -> copied(arrays, format));
            for (int width : new int[] {12, 64}) {
                check.check(
                        "rotate heads of " + width + ", " + format.label,
                        KernelCheck.limit(format),
                        arrays -> rotated(arrays, format, width));
            }
        }
        check.check("tanh f32", KernelCheck.F32, this::tanh);
    }

    private double activated(CardArrays arrays, Activation function, Element format, boolean gated) {
        float[] h = arrays.draw(SIZE, format, 3);
        float[] gate = arrays.draw(SIZE, format, 3);
        long address = arrays.guarded(format, h);
        check.operations().activate(function, address, gated ? arrays.put(format, gate) : 0, SIZE, format);
        double[] expected = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            expected[i] = gated ? of(function, gate[i]) * h[i] : of(function, h[i]);
        }
        return Errors.relative(arrays.result(address, format, SIZE), expected);
    }

    private double tanh(CardArrays arrays) {
        float[] h = arrays.draw(SIZE, Element.F32);
        long address = arrays.guarded(Element.F32, h);
        check.operations().tanh(address, SIZE);
        double[] expected = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            expected[i] = Math.tanh(h[i]);
        }
        return Errors.relative(arrays.result(address, Element.F32, SIZE), expected);
    }

    private double added(CardArrays arrays, Element format) {
        float[] x = arrays.draw(SIZE, Element.F32);
        float[] y = arrays.draw(SIZE, format);
        long address = arrays.guarded(Element.F32, x);
        check.operations().add(address, arrays.put(format, y), format, SIZE);
        double[] expected = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            expected[i] = (double) x[i] + y[i];
        }
        return Errors.relative(arrays.result(address, Element.F32, SIZE), expected);
    }

    private double copied(CardArrays arrays, Element format) {
        float[] x = arrays.draw(SIZE, Element.F32);
        long y = arrays.poisoned(format, SIZE);
        check.operations().copy(arrays.put(Element.F32, x), y, format, SIZE);
        return Errors.relative(arrays.result(y, format, SIZE), Errors.wide(x));
    }

    /** Three sequences of 23 tokens, 5 heads; values are not turned. */
    private double rotated(CardArrays arrays, Element format, int c) {
        int n = 23;
        int heads = 5;
        int tokens = 3 * n;
        float[] qkv = arrays.draw(tokens * 3 * heads * c, format);
        float[] cosines = arrays.draw(n * c, Element.F32);
        float[] sines = arrays.draw(n * c, Element.F32);
        long address = arrays.guarded(format, qkv);
        check.operations()
                .rotate(
                        address,
                        format,
                        arrays.put(Element.F32, cosines),
                        arrays.put(Element.F32, sines),
                        tokens,
                        n,
                        heads,
                        c);
        double[] expected = Errors.wide(qkv);
        for (int token = 0; token < tokens; token++) {
            for (int head = 0; head < 2 * heads; head++) { // those of queries, then those of keys
                int from = (token * 3 * heads + head) * c;
                for (int i = 0; i < c; i++) {
                    int angle = token % n * c + i;
                    int other = i < c / 2 ? i + c / 2 : i - c / 2;
                    expected[from + i] = (double) qkv[from + i] * cosines[angle]
                            + (i < c / 2 ? -1.0 : 1.0) * qkv[from + other] * sines[angle];
                }
            }
        }
        return Errors.relative(arrays.result(address, format, qkv.length), expected);
    }

    private static double of(Activation function, double v) {
        return switch (function) {
            case GELU -> 0.5 * v * (1 + erf(v / Math.sqrt(2)));
            case GELU_TANH -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
            case QUICK_GELU -> v / (1 + Math.exp(-1.702 * v));
            case SILU -> v / (1 + Math.exp(-v));
        };
    }

    /** By the power series with terms of one sign, e^(-x x) times x (2 x x)^n / (1 3 5 ... (2 n + 1)). */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return Math.abs(x) > 6 ? Math.signum(x) : 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
