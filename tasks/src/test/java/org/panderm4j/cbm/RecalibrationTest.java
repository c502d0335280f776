package org.panderm4j.cbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.run.ProgressReport;

class RecalibrationTest {
    private static final Intervention FIRST = new Intervention(new int[] {0}, new Intervention.Change.Zero());

    @TempDir
    Path folder;

    private ActivationRows rows(float[]... rows) throws IOException {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        Path file = folder.resolve("train.npy");
        Npy.write(file, flat, rows.length, rows[0].length);
        return ActivationRows.open(file);
    }

    private static Recalibration of(BinaryClassifier classifier, ActivationRows rows) throws IOException {
        return Recalibration.of(classifier, FIRST, rows, ProgressReport.NONE);
    }

    @Test
    void liesHalfWayBetweenTheRowsItParts() throws IOException {
        BinaryClassifier classifier = new BinaryClassifier(new double[] {4, 1}, -3);
        Recalibration found =
                of(classifier, rows(new float[] {1, 0}, new float[] {1, 2}, new float[] {0, 0.5f}, new float[] {0, 1}));

        // Two were positive; without the first feature decisions are -3, -1, -2.5, -2.
        assertThat(found.positive()).isEqualTo(2);
        assertThat(found.shift()).isCloseTo(2.25, within(1e-12));
    }

    @Test
    void keepsTheShareOfPositiveRows() throws IOException {
        Random random = new Random(9);
        for (int trial = 0; trial < 20; trial++) {
            float[][] drawn = new float[5 + random.nextInt(90)][4];
            for (int i = 0; i < drawn.length; i++) {
                for (int j = 0; j < 4; j++) {
                    drawn[i][j] = random.nextFloat();
                }
                drawn[i][0] = i % 3 == 0 ? 5 : 0;
            }
            BinaryClassifier classifier =
                    new BinaryClassifier(new double[] {1, random.nextDouble(), random.nextDouble(), 0.1}, -2.5);
            Recalibration found = of(classifier, rows(drawn));

            int after = 0;
            for (float[] row : drawn) {
                after += classifier.decision(FIRST.of(row)) + found.shift() > 0 ? 1 : 0;
            }
            assertThat(after).isEqualTo(found.positive()).isEqualTo((drawn.length + 2) / 3);
        }
    }

    @Test
    void refusesRowsThatAreAllAlike() throws IOException {
        ActivationRows rows = rows(new float[] {1, 0}, new float[] {0, 1});

        assertThatThrownBy(() -> of(new BinaryClassifier(new double[] {1, 1}, -3), rows))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("both classes", "0 of 2", "train.npy", "--recalibrate");
        assertThatThrownBy(() -> of(new BinaryClassifier(new double[] {1, 1}, 3), rows))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 of 2");
    }
}
