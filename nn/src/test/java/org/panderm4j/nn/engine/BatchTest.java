package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.tower.TextEnd;

class BatchTest {
    private static Batch.Texts texts(int[]... ids) {
        return new Batch.Texts(ids);
    }

    @Test
    void cutLeavesTheLongestText() {
        TextEnd padding = new TextEnd.Padding(0);
        assertThat(texts(new int[] {5, 0, 0, 0}, new int[] {5, 6, 7, 0}).cut(padding))
                .isEqualTo(texts(new int[] {5, 0, 0}, new int[] {5, 6, 7}));
        TextEnd first = new TextEnd.FirstId(6);
        assertThat(texts(new int[] {6, 9, 9, 9}, new int[] {5, 6, 9, 6}).cut(first))
                .isEqualTo(texts(new int[] {6, 9}, new int[] {5, 6}));
    }

    @Test
    void cutLeavesAtLeastOneToken() {
        assertThat(texts(new int[] {0, 0, 0}).cut(new TextEnd.Padding(0))).isEqualTo(texts(new int[] {0}));
    }

    @Test
    void textsThatFillTheirRowsAreNotCopied() {
        Batch.Texts full = texts(new int[] {5, 0, 9}, new int[] {5, 9, 0});
        assertThat(full.cut(new TextEnd.LargestId())).isSameAs(full);
    }

    @Test
    void refusesRowsOfDifferentLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts(new int[] {1, 2}, new int[] {1}))
                .withMessage("expected rows of 2 tokens, found one of 1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 4", "4, 0", "-2, -2"})
    void refusesPicturesWithoutPixels(int height, int width) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batch.Images(List.of(new float[3 * height * width]), height, width))
                .withMessage("expected sides of at least one pixel, found %d x %d", height, width);
    }

    @Test
    void refusesPicturesOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batch.Images(List.of(new float[11]), 2, 2))
                .withMessage("expected 3 x 2 x 2 values a picture, found 11");
    }
}
