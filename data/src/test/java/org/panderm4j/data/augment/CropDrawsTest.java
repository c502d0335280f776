package org.panderm4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.transform.CropBox;

/** Boxes worked out by hand. */
class CropDrawsTest {
    private static final Range NINE_TENTHS = new Range(0.9, 1);
    private static final Range USUAL = new Range(0.75, 4.0 / 3.0);

    private static CropDraws draws(double area, double ratio, double top, double left) {
        double[] areas = new double[CropDraws.TRIES];
        double[] ratios = new double[CropDraws.TRIES];
        Arrays.fill(areas, area);
        Arrays.fill(ratios, ratio);
        return new CropDraws(areas, ratios, top, left);
    }

    /** 0.95 of 200 x 200 is 38000; half of the logarithmic way from 3:4 to 4:3 is 1:1; its root is 194.94. */
    @Test
    void theMiddleOfAllRanges() {
        assertThat(draws(0.5, 0.5, 0, 0).box(200, 200, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(0, 0, 195, 195));
        // Six possible first rows and columns, 0 to 5.
        assertThat(draws(0.5, 0.5, 0.5, 0.99).box(200, 200, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(5, 3, 195, 195));
        assertThat(draws(0.5, 0.5, 0.16, 0.17).box(200, 200, NINE_TENTHS, USUAL))
                .isEqualTo(new CropBox(1, 0, 195, 195));
    }

    /** 0.9 of 400 x 300 at 4:3 is 379.47 x 284.60; at 3:4 it would be 284.60 x 379.47, which is too high. */
    @Test
    void aSizeThatDoesNotFitIsDrawnAgain() {
        assertThat(draws(0, 1, 0, 0).box(400, 300, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(0, 0, 379, 285));
        double[] ratios = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        assertThat(new CropDraws(new double[10], ratios, 0.999, 0.999).box(400, 300, NINE_TENTHS, USUAL))
                .isEqualTo(new CropBox(21, 15, 379, 285));
    }

    /** 3:4 never fits into 400 x 300: all of it is taken, for its own proportions are within the range. */
    @Test
    void whenNoneFitsAllIsTaken() {
        assertThat(draws(0, 0, 0.5, 0.5).box(400, 300, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(0, 0, 400, 300));
    }

    /** Nine tenths of a long picture are longer than 4:3: the middle 133 x 100 of 1001 x 100, and 100 x 133 of 100 x 1001. */
    @Test
    void whenNoneFitsALongPictureItsMiddleIsTaken() {
        assertThat(draws(0.3, 0.3, 0.5, 0.5).box(1001, 100, NINE_TENTHS, USUAL))
                .isEqualTo(new CropBox(434, 0, 133, 100));
        assertThat(draws(0.3, 0.3, 0.5, 0.5).box(100, 1001, NINE_TENTHS, USUAL))
                .isEqualTo(new CropBox(0, 434, 100, 133));
        assertThat(draws(0.3, 0.3, 0.5, 0.5).box(1, 1, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(0, 0, 1, 1));
        assertThat(draws(0.3, 0.3, 0.5, 0.5).box(4000, 1, NINE_TENTHS, USUAL)).isEqualTo(new CropBox(1999, 0, 1, 1));
    }

    /** 2.5 rows at a scale of a quarter of 5 x 5: halves go to the even side. */
    @Test
    void halvesAreRoundedToEven() {
        Range one = new Range(1, 1);
        assertThat(draws(0, 0, 0, 0).box(5, 5, new Range(0.25, 0.25), one)).isEqualTo(new CropBox(0, 0, 2, 2));
        assertThat(draws(0, 0, 0, 0).box(7, 7, new Range(0.25, 0.25), one)).isEqualTo(new CropBox(0, 0, 4, 4));
    }

    @Test
    void boxesLieInThePictureAndAreEvenlySpread() {
        RandomGenerator random = new RandomStreams(8).stream("boxes");
        double left = 0;
        double area = 0;
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            CropBox box = CropDraws.draw(random).box(640, 480, new Range(0.2, 0.6), USUAL);
            assertThat(box.left() + box.width()).isLessThanOrEqualTo(640);
            assertThat(box.top() + box.height()).isLessThanOrEqualTo(480);
            left += (double) box.left() / (640 - box.width());
            area += box.width() * box.height() / (640.0 * 480);
        }
        assertThat(left / count).isCloseTo(0.5, within(0.01));
        assertThat(area / count).isCloseTo(0.4, within(0.01));
    }

    @Test
    void rangesThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(1, 0.5)).withMessageContaining("1.0 to 0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(Double.NaN, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.crop(new Range(0, 1)))
                .withMessageContaining("scale");
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.crop(new Range(0.5, 1.1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.REFERENCE.withRatio(new Range(0, 1)))
                .withMessageContaining("ratio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.REFERENCE.withGrey(1.5))
                .withMessageContainingAll("grey", "1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ColorJitter(0, 0, 0, 0.6))
                .withMessageContaining("0.6");
        assertThatIllegalArgumentException().isThrownBy(() -> new CropDraws(new double[3], new double[10], 0, 0));
    }
}
