package org.panderm4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.PreprocessConfig;

class FinetuneAugmentationTest {
    private static final FinetuneTransform REFERENCE = new FinetuneTransform(ChannelOrder.BGR);
    private static final int DRAWS = 4000;

    private static Pixels noise(int side, long seed) {
        byte[] rgb = new byte[3 * side * side];
        new RandomStreams(seed).stream("noise").nextBytes(rgb);
        return new Pixels(side, side, rgb);
    }

    private static FinetuneTransform sized(int size) {
        return new FinetuneTransform(
                ChannelOrder.RGB, size, PreprocessConfig.IMAGENET_MEAN, PreprocessConfig.PROBE_STD);
    }

    @Test
    void drawsAsTheReferenceDoes() {
        FinetuneAugmentation augmentation = new FinetuneAugmentation(REFERENCE);
        int[] turns = new int[4];
        int flips = 0;
        int mirrors = 0;
        double area = 0;
        for (int i = 0; i < DRAWS; i++) {
            FinetuneDraws draws = augmentation.draw(new RandomStreams(1).stream("draw", i));
            assertThat(draws.cropHeight()).isBetween(1, 256);
            assertThat(draws.cropWidth()).isBetween(1, 256);
            double ratio = (double) draws.cropWidth() / draws.cropHeight();
            assertThat(ratio).isBetween(0.73, 1.36);
            turns[draws.turns()]++;
            flips += draws.flip() ? 1 : 0;
            mirrors += draws.mirror() ? 1 : 0;
            area += (double) draws.cropHeight() * draws.cropWidth() / (256 * 256) / DRAWS;
        }
        assertThat(flips).isCloseTo(DRAWS / 2, within(150));
        assertThat(mirrors).isCloseTo(DRAWS / 2, within(150));
        for (int quarter = 1; quarter < 4; quarter++) {
            assertThat(turns[quarter]).isCloseTo(DRAWS / 8, within(100));
        }
        assertThat(area).isBetween(0.45, 0.55); // large crops of extreme proportions do not fit and are drawn anew
        RandomStreams streams = new RandomStreams(9);
        assertThat(augmentation.draw(streams.stream("a"))).isEqualTo(augmentation.draw(streams.stream("a")));
    }

    @Test
    void beginsAPixelEarlierThanWasDrawn() {
        Set<Integer> corners = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            FinetuneDraws draws = FinetuneDraws.draw(new RandomStreams(2).stream("draw", i), 256);
            corners.add((int) ((256 - draws.cropHeight()) * draws.top()) - (256 - draws.cropHeight() - 1));
        }
        // Never the last row that would fit, unless it is the first.
        assertThat(corners).allMatch(corner -> corner <= 1).anyMatch(corner -> corner < 0);
        FinetuneDraws drawn = new FinetuneDraws(200, 200, 3 / (56 + 1e-10), 0, false, false, 0);
        Pixels picture = noise(256, 3);
        FinetuneAugmentation plain = new FinetuneAugmentation(sized(224));
        FinetuneDraws exact = new FinetuneDraws(200, 200, 2.5 / 56, 0, false, false, 0);
        assertThat(plain.apply(picture, drawn).rgb())
                .isEqualTo(plain.apply(picture, exact).rgb());
    }

    @Test
    void scalesWithTheNetwork() {
        for (int size : new int[] {32, 224, 256, 336, 384}) {
            FinetuneAugmentation augmentation = new FinetuneAugmentation(sized(size));
            assertThat(augmentation.cropped()).isEqualTo((int) Math.rint(size * 256 / 224.0));
            RandomGenerator random = new RandomStreams(5).stream("size", size);
            Pixels picture = noise(size, size);
            assertThat(augmentation.apply(picture, augmentation.draw(random)).width())
                    .isEqualTo(size);
            List<Pixels> variants = new TestTimeVariants(sized(size)).of(picture, VariantDraws.draw(random));
            assertThat(variants).hasSize(7).allMatch(one -> one.width() == size && one.height() == size);
        }
    }

    @Test
    void turnsCounterClockwiseAfterFlips() {
        FinetuneAugmentation augmentation = new FinetuneAugmentation(sized(64));
        Pixels picture = noise(64, 7);
        Pixels plain = augmentation.apply(picture, new FinetuneDraws(73, 73, 0, 0, false, false, 0));
        Pixels moved = augmentation.apply(picture, new FinetuneDraws(73, 73, 0, 0, true, false, 1));
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                // A quarter counter-clockwise brings the last column to the first row; the flip came before.
                assertThat(moved.rgb()[3 * (y * 64 + x)]).isEqualTo(plain.rgb()[3 * ((63 - x) * 64 + 63 - y)]);
            }
        }
    }

    @Test
    void variantsThatChangeNothingAreTheMiddle() {
        TestTimeVariants variants = new TestTimeVariants(sized(224));
        VariantDraws none = new VariantDraws(0, 0, 0, 1, 1);
        Pixels picture = noise(224, 8);
        Pixels brightness = variants.of(4, picture, none);
        assertThat(variants.of(5, picture, none).rgb()).isEqualTo(brightness.rgb());
        Pixels turned = variants.of(0, picture, none);
        int area = 224 * 224;
        for (int i = 0; i < area; i++) {
            assertThat(turned.rgb()[3 * i]).isEqualTo(brightness.rgb()[3 * (area - 1 - i)]);
        }
        assertThatThrownBy(() -> variants.of(7, picture, none)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void keepsGreysAndValueWhateverTheHue() {
        HsvShift shift = new HsvShift(77.7, 0);
        Pixels picture = noise(96, 9);
        for (int i = 0; i < 300; i += 3) {
            picture.rgb()[i + 1] = picture.rgb()[i];
            picture.rgb()[i + 2] = picture.rgb()[i];
        }
        Pixels shifted = shift.of(picture, ChannelOrder.RGB);
        for (int i = 0; i < 96 * 96; i++) {
            assertThat(largest(shifted, i)).isCloseTo(largest(picture, i), within(1));
        }
        for (int i = 0; i < 300; i += 3) {
            assertThat(shifted.rgb()[i]).isEqualTo(shifted.rgb()[i + 1]).isEqualTo(shifted.rgb()[i + 2]);
        }
        assertThat(shift.of(picture, ChannelOrder.BGR).rgb()).isNotEqualTo(shifted.rgb());
    }

    private static int largest(Pixels pixels, int i) {
        return Math.max(
                pixels.rgb()[3 * i] & 0xFF, Math.max(pixels.rgb()[3 * i + 1] & 0xFF, pixels.rgb()[3 * i + 2] & 0xFF));
    }

    @Test
    void drawsVariantsWithinTheirRanges() {
        for (int i = 0; i < 1000; i++) {
            VariantDraws draws = VariantDraws.draw(new RandomStreams(4).stream("variants", i));
            assertThat(draws.hue()).isBetween(-64.0, 64.0);
            assertThat(draws.saturation()).isBetween(-64.0, 64.0);
            assertThat(draws.brightness()).isBetween(-0.2, 0.2);
            assertThat(draws.contrast()).isBetween(0.8, 1.2);
            assertThat(draws.gamma() * 100).isCloseTo(Math.rint(draws.gamma() * 100), within(1e-9));
            assertThat(draws.gamma()).isBetween(0.8, 1.2);
        }
    }

    @Test
    void normalisesIntoABatchByAModelsOwnStatistics() {
        FinetuneTransform own = FinetuneTransform.of(ChannelOrder.RGB, PreprocessConfig.OPENAI_224);
        assertThat(own.size()).isEqualTo(224);
        Pixels pixel = new Pixels(1, 1, new byte[] {(byte) 200, 100, 50});
        float[] batch = new float[5];
        own.normalize(pixel, batch, 1);
        for (int c = 0; c < 3; c++) {
            double expected = ((pixel.rgb()[c] & 0xFF) / 255.0 - PreprocessConfig.OPENAI_MEAN.get(c))
                    / PreprocessConfig.OPENAI_STD.get(c);
            assertThat(batch[1 + c]).isCloseTo((float) expected, within(1e-5f));
        }
        assertThat(batch[0]).isZero();
        assertThat(batch[4]).isZero();
        assertThatThrownBy(() -> new FinetuneTransform(ChannelOrder.RGB, 0, List.of(0.0), List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesDrawsThatCannotBe() {
        assertThatThrownBy(() -> new FinetuneDraws(0, 5, 0, 0, false, false, 0)).hasMessageContaining("one pixel");
        assertThatThrownBy(() -> new FinetuneDraws(5, 5, 1, 0, false, false, 0)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new FinetuneDraws(5, 5, 0, 0, false, false, 4)).hasMessageContaining("quarter");
    }
}
