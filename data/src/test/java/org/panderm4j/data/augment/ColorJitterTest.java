package org.panderm4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.data.random.RandomStreams;

class ColorJitterTest {
    private static int[] changed(Consumer<byte[]> change, int... values) {
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i];
        }
        change.accept(rgb);
        int[] result = new int[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            result[i] = rgb[i] & 0xFF;
        }
        return result;
    }

    @Test
    void brightnessIsCutNotRounded() {
        assertThat(changed(rgb -> ColorBlend.brightness(rgb, 0.5f), 101, 0, 255))
                .containsExactly(50, 0, 127);
        assertThat(changed(rgb -> ColorBlend.brightness(rgb, 1.5f), 101, 200, 1))
                .containsExactly(151, 255, 1);
        assertThat(changed(rgb -> ColorBlend.brightness(rgb, 0), 101, 200, 1)).containsOnly(0);
        assertThat(changed(rgb -> ColorBlend.brightness(rgb, 1), 101, 200, 1)).containsExactly(101, 200, 1);
    }

    /** The mean of 10 and 31 is 20.5, which is rounded to 21. */
    @Test
    void contrastIsAroundTheMeanGrey() {
        assertThat(changed(rgb -> ColorBlend.contrast(rgb, 0.5f), 10, 10, 10, 31, 31, 31))
                .containsExactly(15, 15, 15, 26, 26, 26);
        assertThat(changed(rgb -> ColorBlend.contrast(rgb, 3), 10, 10, 10, 31, 31, 31))
                .containsExactly(0, 0, 0, 51, 51, 51);
    }

    /** The grey of (200, 100, 50) is 124.2, rounded to 124. */
    @Test
    void saturationIsAroundAPixelsOwnGrey() {
        assertThat(changed(rgb -> ColorBlend.saturation(rgb, 0.5f), 200, 100, 50))
                .containsExactly(162, 112, 87);
        assertThat(changed(rgb -> ColorBlend.saturation(rgb, 2), 200, 100, 50)).containsExactly(255, 76, 0);
        assertThat(changed(ColorBlend::toGrey, 200, 100, 50, 7, 7, 7)).containsExactly(124, 124, 124, 7, 7, 7);
    }

    @Test
    void aThirdOfATurnMakesRedGreenAndGreenBlue() {
        assertThat(changed(rgb -> HueShift.apply(rgb, 1 / 3.0), 255, 0, 0, 0, 200, 0, 90, 90, 90))
                .containsExactly(0, 255, 0, 0, 0, 200, 90, 90, 90);
        assertThat(changed(rgb -> HueShift.apply(rgb, -1 / 3.0), 0, 255, 0, 0, 0, 200, 0, 0, 0))
                .containsExactly(255, 0, 0, 0, 200, 0, 0, 0, 0);
    }

    @Test
    void factorsAreWhereTheDrawsSay() {
        List<ColorJitter.Change> order = List.of(ColorJitter.Change.values());
        JitterDraws low = new JitterDraws(0, 0, 0, 0, order);
        JitterDraws middle = new JitterDraws(0.5, 0.5, 0.5, 0.5, order);
        ColorJitter brightness = new ColorJitter(0.4, 0, 0, 0);
        assertThat(changed(rgb -> brightness.apply(rgb, low), 100, 50, 200)).containsExactly(60, 30, 120);
        assertThat(changed(rgb -> brightness.apply(rgb, middle), 100, 50, 200)).containsExactly(100, 50, 200);
        // Not below black, however wide the range.
        ColorJitter wide = new ColorJitter(2, 0, 0, 0);
        assertThat(changed(rgb -> wide.apply(rgb, low), 100, 50, 200)).containsOnly(0);
        ColorJitter hue = new ColorJitter(0, 0, 0, 1 / 3.0);
        assertThat(changed(rgb -> hue.apply(rgb, low), 0, 255, 0)).containsExactly(255, 0, 0);
        assertThat(changed(rgb -> ColorJitter.NONE.apply(rgb, low), 1, 2, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void changesAreMadeInTheDrawnOrder() {
        ColorJitter jitter = new ColorJitter(0.5, 0.5, 0, 0);
        List<ColorJitter.Change> one = List.of(ColorJitter.Change.BRIGHTNESS, ColorJitter.Change.CONTRAST);
        List<ColorJitter.Change> other = List.of(ColorJitter.Change.CONTRAST, ColorJitter.Change.BRIGHTNESS);
        // 200 and 100 become 255 and 150 (mean 203), halved around it; or 175 and 125 (around 150), times 1.5.
        assertThat(changed(rgb -> jitter.apply(rgb, new JitterDraws(1, 0, 0, 0, one)), 200, 200, 200, 100, 100, 100))
                .containsExactly(229, 229, 229, 176, 176, 176);
        assertThat(changed(rgb -> jitter.apply(rgb, new JitterDraws(1, 0, 0, 0, other)), 200, 200, 200, 100, 100, 100))
                .containsExactly(255, 255, 255, 187, 187, 187);
    }

    @Test
    void everyOrderIsDrawn() {
        RandomGenerator random = new RandomStreams(2).stream("orders");
        long orders = Stream.generate(() -> JitterDraws.draw(random).order())
                .limit(1000)
                .distinct()
                .count();
        assertThat(orders).isEqualTo(24);
    }

    /** All colours of levels 0, 5, 10 to 255, red slowest. */
    private static byte[] colors() {
        byte[] rgb = new byte[3 * 52 * 52 * 52];
        for (int i = 0; i < rgb.length / 3; i++) {
            rgb[3 * i] = (byte) (i / (52 * 52) * 5);
            rgb[3 * i + 1] = (byte) (i / 52 % 52 * 5);
            rgb[3 * i + 2] = (byte) (i % 52 * 5);
        }
        return rgb;
    }

    private static long sum(Consumer<byte[]> change) {
        byte[] rgb = colors();
        change.accept(rgb);
        CRC32 sum = new CRC32();
        sum.update(rgb);
        return sum.getValue();
    }

    /** The sums were made with Pillow 12.3: its HSV conversion, and the hue channel moved by the turns times 255, cut. */
    @ParameterizedTest
    @CsvSource({
        "0, 0x2DB231F1",
        "0.1, 0x052B225F",
        "-0.1, 0x739832F2",
        "0.37, 0x51D18B0A",
        "-0.5, 0xAFF83CD6",
        "0.5, 0x09E98391"
    })
    void huesAreThoseOfPillow(double turns, String expected) {
        assertThat(sum(rgb -> HueShift.apply(rgb, turns))).isEqualTo(Long.decode(expected));
    }

    /** Likewise, with its {@code ImageEnhance}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0xF0E9F040, 0x77F06060, 0x7E917B43",
        "0.3, 0x44726F4E, 0x3C2A0C42, 0xAEB0B772",
        "0.77, 0x961A92B7, 0xC83E24FD, 0x73D0A236",
        "1, 0x72E2F495, 0x72E2F495, 0x72E2F495",
        "1.4, 0x2D5F1847, 0x9A77A4B0, 0xDD9849C1",
        "2.6, 0x2E2CF811, 0x30F2E010, 0x526E7B76"
    })
    void enhancementsAreThoseOfPillow(float factor, String brightness, String contrast, String saturation) {
        assertThat(sum(rgb -> ColorBlend.brightness(rgb, factor))).isEqualTo(Long.decode(brightness));
        assertThat(sum(rgb -> ColorBlend.contrast(rgb, factor))).isEqualTo(Long.decode(contrast));
        assertThat(sum(rgb -> ColorBlend.saturation(rgb, factor))).isEqualTo(Long.decode(saturation));
    }
}
