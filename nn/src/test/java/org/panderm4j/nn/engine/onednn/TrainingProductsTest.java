package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Product;

/** Products of training, those with few rows among them, against sums in double precision. */
class TrainingProductsTest {
    private static final long[][] SIZES = {
        {16, 128, 128}, {32, 256, 192}, {33, 130, 257}, {128, 128, 640}, {5, 128, 128}, {200, 130, 128}, {32, 20, 5}
    };

    @Test
    void agreeWithSumsInDoublePrecision() {
        Random random = new Random(1);
        try (TrainingKernels kernels = TrainingKernels.ifPresent().orElseThrow()) {
            for (long[] size : SIZES) {
                long b = size[0];
                long in = size[1];
                long out = size[2];
                check(kernels, new Product(1, b, in, out, false, true), random); // forward
                check(kernels, new Product(1, b, out, in, false, false), random); // back, by the rows
                check(kernels, new Product(1, out, b, in, true, false), random); // back, by the weights
            }
        }
    }

    @Test
    void tellsWhichHaveFewRows() {
        assertThat(ThinProducts.covers(new Product(1, 32, 1024, 2048, false, true)))
                .isTrue();
        assertThat(ThinProducts.covers(new Product(1, 2048, 32, 1024, true, false)))
                .isTrue();
        assertThat(ThinProducts.covers(new Product(1, 3152, 768, 768, false, true)))
                .isFalse();
        assertThat(ThinProducts.covers(new Product(2, 32, 1024, 2048, false, true)))
                .isFalse();
    }

    /** First over NaN, which must not be seen, then added to what lies there. */
    private static void check(TrainingKernels kernels, Product product, Random random) {
        float[] left = values(product.rows() * product.inner(), random);
        float[] right = values(product.inner() * product.columns(), random);
        float[] nan = new float[(int) (product.rows() * product.columns())];
        Arrays.fill(nan, Float.NaN);
        try (FloatPointer a = new FloatPointer(left);
                FloatPointer b = new FloatPointer(right);
                FloatPointer c = new FloatPointer(nan)) {
            kernels.multiply(product, a.address(), b.address(), c.address(), false);
            compare(product, left, right, c, 1);
            kernels.multiply(product, a.address(), b.address(), c.address(), true);
            compare(product, left, right, c, 2);
        }
    }

    private static float[] values(long count, Random random) {
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void compare(Product product, float[] left, float[] right, FloatPointer found, int times) {
        int rows = (int) product.rows();
        int inner = (int) product.inner();
        int columns = (int) product.columns();
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    float a = product.leftTransposed() ? left[k * rows + i] : left[i * inner + k];
                    float b = product.rightTransposed() ? right[j * inner + k] : right[k * columns + j];
                    sum += (double) a * b;
                }
                double error = Math.abs(found.get((long) i * columns + j) - times * sum);
                largest = Double.isNaN(error) ? Double.MAX_VALUE : Math.max(largest, error);
            }
        }
        assertThat(largest).as("%s, largest error", product).isLessThan(2e-6 * inner);
    }
}
