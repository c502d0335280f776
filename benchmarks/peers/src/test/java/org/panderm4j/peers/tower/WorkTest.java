package org.panderm4j.peers.tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch;

class WorkTest {
    /** Every product of ViT-B/16 by itself, rows x inner x columns. */
    @Test
    void aPictureCostsItsProducts() {
        double linear = 197.0 * 768 * 2304 + 197.0 * 768 * 768 + 197.0 * 768 * 3072 + 197.0 * 3072 * 768;
        double attention = 12 * (197.0 * 64 * 197 + 197.0 * 197 * 64);
        double patches = 196.0 * 768 * 768;
        assertThat(Work.of(Model.VIT_B.tower(0), Model.VIT_B.batch(1)))
                .isEqualTo(2 * (12 * (linear + attention) + patches));
    }

    @Test
    void workGrowsWithTheBatch() {
        double one = Work.of(Model.VIT_B.tower(2), Model.VIT_B.batch(1));
        assertThat(Work.of(Model.VIT_B.tower(2), Model.VIT_B.batch(3))).isEqualTo(3 * one);
    }

    /** Of a picture's products only the one with pixels is not followed by a product with its input's gradient. */
    @Test
    void aStepCostsThreeTimesAPassButForPixels() {
        double pass = Work.of(Model.TRAIN_VIT_B4.tower(0), Model.TRAIN_VIT_B4.batch(2));
        double patches = 2 * 2 * 196.0 * 768 * 768;
        assertThat(Work.ofStep(Model.TRAIN_VIT_B4.tower(0), Model.TRAIN_VIT_B4.batch(2)))
                .isEqualTo(3 * pass - patches);
    }

    @Test
    void paddingOfATextIsNoWork() {
        int[] row = new int[Model.CONTEXT];
        Arrays.fill(row, 0, 10, 7);
        double n = 10;
        double d = 768;
        double block = 2 * n * 12 * d * d + 4 * n * n * d;
        assertThat(Work.of(Model.TEXT.tower(12), new Batch.Texts(new int[][] {row})))
                .isEqualTo(12 * block);
    }
}
