package org.panderm4j.data.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplerTest {
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(
            value = Filter.class,
            names = {"BILINEAR", "BICUBIC"})
    void theFastResizeEqualsThePlainOne(Filter filter) {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Samples source = samples(random, size(random), size(random), 1 + random.nextInt(4));
            boolean alpha = source.channels() % 2 == 0 && random.nextBoolean();
            Sizing sizing = sizing(random, source);
            assertEqualsPlain(source, alpha, sizing, filter, "seed " + seed);
        }
    }

    /** More rows than are resampled together, so that strips have to meet without a seam. */
    @ParameterizedTest
    @EnumSource(
            value = Filter.class,
            names = {"BILINEAR", "BICUBIC"})
    void stripsOfTallPicturesMeet(Filter filter) {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Samples source = samples(random, size(random), 200 + random.nextInt(700), 1 + random.nextInt(4));
            boolean alpha = source.channels() % 2 == 0 && random.nextBoolean();
            assertEqualsPlain(source, alpha, sizing(random, source), filter, "seed " + seed);
        }
    }

    /** So many inputs to an output that strips have to be shorter than usual; and then again a small picture. */
    @ParameterizedTest
    @EnumSource(
            value = Filter.class,
            names = {"BILINEAR", "BICUBIC"})
    void anExtremeScaleEqualsThePlainOne(Filter filter) {
        Random random = new Random(5);
        for (int channels = 1; channels <= 4; channels++) {
            Samples wide = samples(random, 20_000, 70, channels);
            assertEqualsPlain(wide, false, Sizing.whole(3, 9), filter, channels + " channels, wide");
            Samples tall = samples(random, 2, 20_000, channels);
            assertEqualsPlain(tall, false, Sizing.whole(1, 2), filter, channels + " channels, tall");
            Samples small = samples(random, 1, 2, channels);
            assertEqualsPlain(small, false, Sizing.whole(300, 270), filter, channels + " channels, small");
        }
    }

    /** The working memory is kept from case to case, whatever their sizes. */
    private void assertEqualsPlain(Samples source, boolean alpha, Sizing sizing, Filter filter, String what) {
        Samples expected = PlainResampler.resize(source, alpha, sizing, filter);
        Samples found = Resampler.resize(source, alpha, sizing, filter, scratch);
        assertThat(Arrays.mismatch(found.data(), expected.data()))
                .as("%s: %s from %dx%dx%d", what, sizing, source.width(), source.height(), source.channels())
                .isEqualTo(-1);
    }

    @Test
    void theResultIsNeverTheSourcesOwnArray() {
        Samples source = samples(new Random(6), 5, 4, 3);
        for (Filter filter : Filter.values()) {
            Samples found = Resampler.resize(source, false, Sizing.whole(5, 4), filter, scratch);
            assertThat(found.data()).as(filter.name()).isEqualTo(source.data()).isNotSameAs(source.data());
        }
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void aCropOfTheResizeEqualsTheResizeOfACrop(Filter filter) {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Samples source = samples(random, size(random), size(random), 3);
            Sizing part = sizing(random, source);
            Samples whole =
                    Resampler.resize(source, false, Sizing.whole(part.width(), part.height()), filter, new Scratch());
            Samples found = Resampler.resize(source, false, part, filter, scratch);
            for (int i = 0; i < found.data().length; i++) {
                int x = part.left() + i / 3 % part.cropWidth();
                int y = part.top() + i / 3 / part.cropWidth();
                assertThat(found.data()[i])
                        .as("seed %d, sample %d", seed, i)
                        .isEqualTo(whole.data()[(y * part.width() + x) * 3 + i % 3]);
            }
        }
    }

    @Test
    void anEvenColourStaysEven() {
        Samples flat = new Samples(31, 17, 1, new byte[31 * 17]);
        Arrays.fill(flat.data(), (byte) 201);
        for (Filter filter : Filter.values()) {
            byte[] data = Resampler.resize(flat, false, Sizing.whole(9, 40), filter, scratch)
                    .data();
            assertThat(data).as(filter.name()).containsOnly((byte) 201);
        }
    }

    @Test
    void nothingVisibleKeepsItsColour() {
        byte[] data = {90, 80, 70, 0, 90, 80, 70, 0};
        Samples clear = new Samples(2, 1, 4, data);
        assertThat(Resampler.resize(clear, true, Sizing.whole(2, 1), Filter.BICUBIC, scratch)
                        .data())
                .as("no change of size, no premultiplication")
                .isEqualTo(data);
        assertThat(Resampler.resize(clear, true, Sizing.whole(4, 1), Filter.BICUBIC, scratch)
                        .data())
                .containsOnly((byte) 0);
    }

    @Test
    void wideValuesAreResizedLikeBytesUpToRounding() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Samples source = samples(random, size(random), size(random), 1);
            int[] values = new int[source.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = source.data()[i] & 0xFF;
            }
            Sizing sizing = sizing(random, source);
            byte[] narrow = Resampler.resize(source, false, sizing, Filter.BILINEAR, scratch)
                    .data();
            int[] wide = WideResampler.resize(values, source.width(), source.height(), sizing, Filter.BILINEAR);
            for (int i = 0; i < wide.length; i++) {
                assertThat(Math.abs(wide[i] - (narrow[i] & 0xFF)))
                        .as("seed %d, sample %d", seed, i)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void wideValuesRoundHalfAwayFromZero() {
        int[] found = WideResampler.resize(new int[] {1, 2, -1, -2}, 2, 2, Sizing.whole(1, 2), Filter.BILINEAR);
        assertThat(found).containsExactly(2, -2);
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThatThrownBy(() -> new Samples(2, 2, 3, new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 12");
        assertThatThrownBy(() -> new Samples(0, 2, 3, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sizing(10, 10, 5, 0, 6, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 x 10 at (5, 0)");
        assertThatThrownBy(() -> WideResampler.resize(new int[3], 2, 2, Sizing.whole(1, 1), Filter.BICUBIC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WideResampler.resize(new int[4], 2, 2, Sizing.whole(1, 1), Filter.NEAREST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int size(Random random) {
        return random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(70);
    }

    private static Samples samples(Random random, int width, int height, int channels) {
        byte[] data = new byte[width * height * channels];
        random.nextBytes(data);
        return new Samples(width, height, channels, data);
    }

    private static Sizing sizing(Random random, Samples source) {
        int width = random.nextInt(6) == 0 ? source.width() : size(random);
        int height = random.nextInt(6) == 0 ? source.height() : size(random);
        int left = random.nextInt(width);
        int top = random.nextInt(height);
        return new Sizing(width, height, left, top, 1 + random.nextInt(width - left), 1 + random.nextInt(height - top));
    }
}
