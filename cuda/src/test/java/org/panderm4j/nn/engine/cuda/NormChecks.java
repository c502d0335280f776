package org.panderm4j.nn.engine.cuda;

/** Norms over rows of widths that a warp keeps in registers, of others, with and without residuals. */
final class NormChecks {
    private static final int ROWS = 37;
    private static final double EPS = 1e-6;

    private final KernelCheck check;

    NormChecks(KernelCheck check) {
        this.check = check;
    }

    void run() {
        for (int width : new int[] {60, 384, 512, 768, 1024, 1026, 2048, 4096}) {
            for (Element to : new Element[] {Element.F32, Element.BF16}) {
                String name = "norm " + width + " f32 to " + to.label;
                check.check(name + ", residual added", KernelCheck.limit(to), arrays -> added(arrays, width, to));
                check.check(name, KernelCheck.limit(to), arrays -> plain(arrays, width, Element.F32, to));
            }
            check.check(
                    "norm " + width + " bf16 to bf16",
                    KernelCheck.BF16,
                    arrays -> plain(arrays, width, Element.BF16, Element.BF16));
            for (Element format : new Element[] {Element.F32, Element.BF16}) {
                check.check(
                        "norm " + width + " in place, " + format.label,
                        KernelCheck.limit(format),
                        arrays -> inPlace(arrays, width, format));
            }
        }
    }

    private double added(CardArrays arrays, int width, Element to) {
        int size = ROWS * width;
        float[] x = arrays.draw(size, Element.F32);
        float[] added = arrays.draw(size, to);
        float[] more = arrays.draw(size, to);
        float[] gain = arrays.draw(width, Element.F32);
        float[] offset = arrays.draw(width, Element.F32);
        long sums = arrays.poisoned(Element.F32, size);
        long wide = arrays.poisoned(Element.F32, size);
        long y = arrays.poisoned(to, size);
        NormCall call = new NormCall(
                arrays.put(Element.F32, x),
                Element.F32,
                arrays.put(to, added),
                arrays.put(to, more),
                sums,
                y,
                to,
                wide,
                ROWS);
        check.operations().norm(call, weights(arrays, gain, offset), EPS);
        double[] sum = new double[size];
        for (int i = 0; i < size; i++) {
            sum[i] = (double) x[i] + added[i] + more[i];
        }
        double[] expected = expected(width, sum, gain, offset);
        double inFloats = Errors.worse(
                Errors.relative(arrays.result(sums, Element.F32, size), sum),
                Errors.relative(arrays.result(wide, Element.F32, size), expected));
        double narrow = Errors.relative(arrays.result(y, to, size), expected);
        return inFloats <= KernelCheck.F32 ? narrow : Errors.worse(inFloats, Double.POSITIVE_INFINITY);
    }

    private double plain(CardArrays arrays, int width, Element from, Element to) {
        int size = ROWS * width;
        float[] x = arrays.draw(size, from, 3);
        float[] gain = arrays.draw(width, Element.F32);
        float[] offset = arrays.draw(width, Element.F32);
        long y = arrays.poisoned(to, size);
        NormCall call = new NormCall(arrays.put(from, x), from, 0, 0, 0, y, to, 0, ROWS);
        check.operations().norm(call, weights(arrays, gain, offset), EPS);
        return Errors.relative(arrays.result(y, to, size), expected(width, Errors.wide(x), gain, offset));
    }

    private double inPlace(CardArrays arrays, int width, Element format) {
        float[] x = arrays.draw(ROWS * width, format);
        float[] gain = arrays.draw(width, Element.F32);
        float[] offset = arrays.draw(width, Element.F32);
        long y = arrays.guarded(format, x);
        check.operations().norm(NormCall.inPlace(y, format, ROWS), weights(arrays, gain, offset), EPS);
        return Errors.relative(arrays.result(y, format, x.length), expected(width, Errors.wide(x), gain, offset));
    }

    private static NormWeights weights(CardArrays arrays, float[] gain, float... offset) {
        return new NormWeights(arrays.put(Element.F32, gain), arrays.put(Element.F32, offset), gain.length);
    }

    private static double[] expected(int width, double[] x, float[] gain, float... offset) {
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double mean = 0;
            for (int i = 0; i < width; i++) {
                mean += x[row + i] / width;
            }
            double variance = 0;
            for (int i = 0; i < width; i++) {
                variance += (x[row + i] - mean) * (x[row + i] - mean) / width;
            }
            for (int i = 0; i < width; i++) {
                y[row + i] = (x[row + i] - mean) / Math.sqrt(variance + EPS) * gain[i] + offset[i];
            }
        }
        return y;
    }
}
