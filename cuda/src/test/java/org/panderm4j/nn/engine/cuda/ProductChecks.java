package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Linear layers in every arithmetic, with and without bias, their results in both formats; sizes odd and usual. */
final class ProductChecks {
    private static final double TF32 = 1e-3;
    /** Bf16 factors are exact in float32 sums. */
    private static final double WIDE = 1e-5;

    private static final List<Arithmetic> ARITHMETICS =
            List.of(Arithmetic.EXACT, new Arithmetic(Element.F32, true), new Arithmetic(Element.BF16, false));

    private final KernelCheck check;

    ProductChecks(KernelCheck check) {
        this.check = check;
    }

    void run() {
        for (int[] size :
                new int[][] {{197, 512, 256}, {5, 60, 180}, {394, 512, 768}, {7, 12, 36}, {33, 97, 51}, {1, 768, 512}
                }) {
            for (Arithmetic arithmetic : ARITHMETICS) {
                for (boolean bias : new boolean[] {true, false}) {
                    check(size, arithmetic, arithmetic.format(), bias);
                }
                if (arithmetic.format() == Element.BF16) {
                    check(size, arithmetic, Element.F32, true);
                }
            }
        }
    }

    private void check(int[] size, Arithmetic arithmetic, Element sum, boolean bias) {
        String label = arithmetic.tf32() ? "tf32" : arithmetic.format().label;
        String name = "product " + size[0] + " x " + size[1] + " x " + size[2] + " " + label + " to " + sum.label
                + (bias ? ", bias" : "");
        double limit = sum == Element.BF16
                ? KernelCheck.BF16
                : arithmetic.tf32() ? TF32 : arithmetic.format() == Element.BF16 ? WIDE : KernelCheck.F32;
        check.check(name, limit, arrays -> error(arrays, size, arithmetic, sum, bias));
    }

    private double error(CardArrays arrays, int[] size, Arithmetic arithmetic, Element sum, boolean bias) {
        int rows = size[0];
        int in = size[1];
        int out = size[2];
        Element format = arithmetic.format();
        float[] x = arrays.draw(rows * in, format);
        float[] w = arrays.draw(out * in, format);
        float[] b = arrays.draw(out, sum);
        if (!bias) {
            Arrays.fill(b, 0);
        }
        long y = arrays.poisoned(sum, rows * out);
        Linear layer = new Linear(
                arrays.put(format, w), bias ? arrays.put(sum, b) : 0, in, out, format, sum, arithmetic.tf32());
        check.operations().linear(arrays.put(format, x), layer, y, rows);
        double[] expected = new double[rows * out];
        IntStream.range(0, rows).parallel().forEach(row -> {
            for (int column = 0; column < out; column++) {
                double value = b[column];
                for (int k = 0; k < in; k++) {
                    value += x[row * in + k] * (double) w[column * in + k];
                }
                expected[row * out + column] = value;
            }
        });
        return Errors.relative(arrays.result(y, sum, expected.length), expected);
    }
}
