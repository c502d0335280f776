package org.panderm4j.nn.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.train.Workers;

class ProductsTest {
    static double[][] matrix(int rows, int columns, Random random) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return matrix;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "17, 5, 300, 2", "16, 4, 256, 1", "33, 7, 513, 3", "3, 600, 2, 2"})
    void addsTheProduct(int rows, int inner, int columns, int threads) {
        Random random = new Random(rows);
        double[][] a = matrix(rows, inner, random);
        double[][] b = matrix(inner, columns, random);
        double[][] c = matrix(rows, columns, random);
        double[][] expected = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[i][j] = c[i][j];
                for (int k = 0; k < inner; k++) {
                    expected[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        try (Workers workers = new Workers(threads)) {
            Products products = new Products(workers);
            products.add(a, b, c);
            double[][] turned = products.transposed(a);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    assertThat(c[i][j]).isCloseTo(expected[i][j], within(1e-11));
                }
                for (int k = 0; k < inner; k++) {
                    assertThat(turned[k][i]).isEqualTo(a[i][k]);
                }
            }
        }
    }
}
