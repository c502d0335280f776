package org.panderm4j.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TopRowsTest {
    @RepeatedTest(20)
    void findsWhatSortingTheColumnFinds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int rows = 1 + random.nextInt(50);
        int[] neurons = {3, 0, 3};
        float[][] activations = new float[rows][4];
        for (float[] row : activations) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(5); // many ties
            }
        }
        int count = 1 + random.nextInt(8);
        TopRows top = new TopRows(neurons, count);
        for (int i = 0; i < rows; i++) {
            top.add(i, activations[i]);
        }
        for (int i = 0; i < neurons.length; i++) {
            float[] column = new float[rows];
            for (int row = 0; row < rows; row++) {
                column[row] = activations[row][neurons[i]];
            }
            assertThat(top.of(i)).isEqualTo(ConceptRetrieval.rows(column, count));
        }
    }

    @Test
    void featuresWhoseActivationsSumUpToNothingAreNotAlive() {
        NeuronActivity activity = new NeuronActivity(3);
        activity.add(new float[] {0, 2, 0});
        activity.add(new float[] {0, 0, 1});
        assertThat(activity.alive()).containsExactly(false, true, true);
        assertThat(activity.rate(1)).isEqualTo(0.5);
    }
}
