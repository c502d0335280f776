package org.panderm4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.linear.LinearHead;

class ScalingTest {
    private static final Scaling STANDARD = new Scaling(false, true);

    /** The mean of many equal values is not the value when it is rounded. */
    @Test
    void aFeatureThatNeverChangesSaysNothing() {
        for (int rows = 2; rows < 200; rows++) {
            float[][] features = new float[rows][];
            for (int i = 0; i < rows; i++) {
                features[i] = new float[] {0.1f, i, 1e5f / 3};
            }

            Scaling.Scaled scaled = STANDARD.fit(features);

            assertThat(Arrays.stream(scaled.rows())).as("%d rows", rows).allMatch(row -> row[0] == 0 && row[2] == 0);
            LinearHead head = scaled.unscaled(LinearHead.of(new double[] {1, 1, 1, -1, -1, -1}, new double[] {0, 0}));
            assertThat(head.weight()[0]).isEqualTo(1);
            assertThat(head.weight()[2]).isEqualTo(1);
        }
    }

    @Test
    void theHeadOfStandardRowsIsThatOfTheRowsAsTheyCome() {
        float[][] features = {{1, 20}, {3, 50}, {8, 80}};
        LinearHead head = LinearHead.of(new double[] {0.5, -1, 2, 0.25}, new double[] {0.1, -0.3});

        Scaling.Scaled scaled = STANDARD.fit(features);

        for (int i = 0; i < features.length; i++) {
            double[] expected = head.logits(scaled.rows()[i]);
            double[] found = scaled.unscaled(head).logits(features[i]);
            assertThat(found[0]).isCloseTo(expected[0], within(1e-6));
            assertThat(found[1]).isCloseTo(expected[1], within(1e-6));
        }
    }
}
