package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final float[] A = {1, 2};
    private static final float[] B = {3, 4};
    private static final Map<View, float[]> MEANS =
            Map.of(View.CLINICAL, new float[] {5, 6}, View.DERMOSCOPIC, new float[] {7, 8});
    private static final Map<View, float[][]> ROWS =
            Map.of(View.CLINICAL, new float[][] {A, null, A, null}, View.DERMOSCOPIC, new float[][] {B, B, null, null});
    private static final float[][] METADATA = {{0}, {1}, {2}, {3}};

    private static Completion.Completed by(MissingRule rule) {
        return new Completion(rule, MEANS).of(ROWS, Optional.of(METADATA), 4);
    }

    @Test
    void skipKeepsWholeCasesAlone() {
        Completion.Completed completed = by(MissingRule.SKIP);
        assertThat(completed.kept()).containsExactly(0);
        assertThat(completed.inputs().clinical().orElseThrow()[0]).containsExactly(A);
        assertThat(completed.inputs().metadata().orElseThrow()[0]).containsExactly(0);
        assertThat(completed.replaced()).isZero();
    }

    @Test
    void meanTakesThatOfTheTrainingCases() {
        Completion.Completed completed = by(MissingRule.MEAN);
        assertThat(completed.kept()).containsExactly(0, 1, 2, 3);
        assertThat(completed.replaced()).isEqualTo(3);
        assertThat(completed.inputs().clinical().orElseThrow()[1]).containsExactly(5, 6);
        assertThat(completed.inputs().dermoscopic().orElseThrow()[3]).containsExactly(7, 8);
        assertThat(completed.inputs().metadata().orElseThrow()[3]).containsExactly(3);
    }

    @Test
    void otherTakesTheOtherPictureAndLeavesOutWhatHasNone() {
        Completion.Completed completed = by(MissingRule.OTHER);
        assertThat(completed.kept()).containsExactly(0, 1, 2);
        assertThat(completed.inputs().clinical().orElseThrow()[1]).containsExactly(B);
        assertThat(completed.inputs().dermoscopic().orElseThrow()[2]).containsExactly(A);
    }

    @Test
    void zeroIsZeros() {
        assertThat(by(MissingRule.ZERO).inputs().dermoscopic().orElseThrow()[2]).containsExactly(0, 0);
    }
}
