package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NativeProductTest {
    @Test
    void multiplies() {
        NativeProduct product = NativeProduct.open(3, 7, 5, 0);
        try (product) {
            product.run();
            product.run();
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 5; column++) {
                    assertThat((double) product.result().getFloat(row, column))
                            .isCloseTo(sum(product, row, column), within(1e-5))
                            .isNotZero();
                }
            }
        }
        for (INDArray array : new INDArray[] {product.left(), product.right(), product.result()}) {
            assertThat(array.wasClosed()).isTrue();
        }
    }

    private static double sum(NativeProduct product, int row, int column) {
        double sum = 0;
        for (int i = 0; i < 7; i++) {
            sum += (double) product.left().getFloat(row, i) * product.right().getFloat(i, column);
        }
        return sum;
    }
}
