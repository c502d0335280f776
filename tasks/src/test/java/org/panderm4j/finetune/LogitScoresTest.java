package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogitScoresTest {
    @Test
    void probabilitiesAreThoseOfPlainArithmetic() {
        double[] found = LogitScores.probabilities(new float[][] {{0, (float) Math.log(3)}})[0];
        assertThat(found[0]).isCloseTo(0.25, within(1e-7));
        assertThat(found[1]).isCloseTo(0.75, within(1e-7));
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(LogitScores.probabilities(new float[][] {{1e30f, -1e30f}})[0])
                .containsExactly(1, 0);
    }

    @Test
    void theLossIsTheMeanOfTheMeansOfBatches() {
        Random random = new Random(4);
        float[][] logits = new float[5][3];
        int[] labels = new int[5];
        double[] losses = new double[5];
        for (int i = 0; i < 5; i++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                logits[i][c] = random.nextFloat();
                sum += Math.exp(logits[i][c]);
            }
            labels[i] = random.nextInt(3);
            losses[i] = Math.log(sum) - logits[i][labels[i]];
        }
        double expected = ((losses[0] + losses[1]) / 2 + (losses[2] + losses[3]) / 2 + losses[4]) / 3;
        assertThat(LogitScores.meanLoss(labels, logits, 2)).isCloseTo(expected, within(1e-12));
    }
}
