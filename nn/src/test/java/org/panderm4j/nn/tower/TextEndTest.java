package org.panderm4j.nn.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextEndTest {
    private static final TextEnd PADDING = new TextEnd.Padding(0);
    private static final TextEnd LARGEST = new TextEnd.LargestId();
    private static final TextEnd FIRST = new TextEnd.FirstId(7);

    @Test
    void paddingBehindATextIsNotPartOfIt() {
        assertThat(PADDING.length(4, 2, 9, 0, 0)).isEqualTo(3);
        assertThat(PADDING.length(4, 2, 9)).isEqualTo(3);
        assertThat(new TextEnd.Padding(9).length(4, 2, 9)).isEqualTo(2);
    }

    @Test
    void paddingInsideATextIsPartOfIt() {
        assertThat(PADDING.length(0, 2, 0, 9, 0)).isEqualTo(4);
    }

    @Test
    void textOfNothingButPaddingIsEmpty() {
        assertThat(PADDING.length(0, 0, 0)).isZero();
    }

    @Test
    void endsAtTheLargestId() {
        assertThat(LARGEST.length(3, 9, 4, 0)).isEqualTo(2);
        assertThat(LARGEST.length(9, 3)).isEqualTo(1);
        assertThat(LARGEST.length(3, 9)).isEqualTo(2);
    }

    /** Some tokenizers repeat the end token as padding. */
    @Test
    void endsAtTheFirstOfSeveralLargestIds() {
        assertThat(LARGEST.length(3, 9, 9, 9)).isEqualTo(2);
        assertThat(LARGEST.length(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void endsAtTheFirstOfSeveralEndTokens() {
        assertThat(FIRST.length(3, 9, 7, 7, 9)).isEqualTo(3);
        assertThat(FIRST.length(7)).isEqualTo(1);
    }

    @Test
    void textWithoutEndTokenEndsAtItsFirstToken() {
        assertThat(FIRST.length(3, 9, 8)).isEqualTo(1);
    }

    @Test
    void refusesNegativeIds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextEnd.Padding(-1))
                .withMessage("expected a padding id of 0 or more, found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextEnd.FirstId(-2))
                .withMessage("expected an end id of 0 or more, found -2");
    }
}
