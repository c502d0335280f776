package org.panderm4j.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.data.resample.Filter;

/** The rounding rules of the specification, section 1. */
class GeometryTest {
    private static final List<Double> HALF = PreprocessConfig.INCEPTION;

    @ParameterizedTest
    @CsvSource({
        "600, 450, 298, 224",
        "450, 600, 224, 298",
        "224, 300, 224, 300",
        "1022, 767, 298, 224",
        "3, 2, 336, 224"
    })
    void theLongerSideIsTruncated(int width, int height, int expectedWidth, int expectedHeight) {
        Geometry geometry = Geometry.of(PreprocessConfig.OPENAI_224, width, height);
        assertThat(geometry.width()).isEqualTo(expectedWidth);
        assertThat(geometry.height()).isEqualTo(expectedHeight);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 2", "4, 2", "5, 2", "6, 3", "7, 4"})
    void theCropIsRoundedHalfToEven(int surplus, int offset) {
        PreprocessConfig config = PreprocessConfig.probe(100, 100 - surplus);
        Geometry geometry = Geometry.of(config, 100, 100);
        assertThat(geometry.left()).isEqualTo(offset);
        assertThat(geometry.top()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, -1", "3, -1", "4, -2"})
    void aBorderIsSmallerBefore(int lack, int offset) {
        Geometry geometry = Geometry.of(PreprocessConfig.probe(100, 100 + lack), 100, 100);
        assertThat(geometry.left()).isEqualTo(offset);
    }

    @Test
    void longestRoundsHalfToEvenAndFills() {
        PreprocessConfig config = config(10, 10, Filter.BILINEAR, ResizeMode.LONGEST, 9);
        assertThat(Geometry.of(config, 20, 5)).isEqualTo(new Geometry(10, 2, 0, -4, Filter.BILINEAR, 9)); // 2.5 -> 2
        assertThat(Geometry.of(config, 7, 20)).isEqualTo(new Geometry(4, 10, -3, 0, Filter.BILINEAR, 9)); // 3.5 -> 4
    }

    @Test
    void aShortestThatIsNoSquareIsAlwaysBicubic() {
        PreprocessConfig config = config(32, 48, Filter.BILINEAR, ResizeMode.SHORTEST, 0);
        assertThat(Geometry.of(config, 97, 70)).isEqualTo(new Geometry(48, 35, 0, 2, Filter.BICUBIC, 0));
    }

    @Test
    void squashIgnoresProportions() {
        PreprocessConfig config = config(10, 10, Filter.BILINEAR, ResizeMode.SQUASH, 7);
        assertThat(Geometry.of(config, 400, 3)).isEqualTo(new Geometry(10, 10, 0, 0, Filter.BILINEAR, 0));
    }

    @Test
    void extremeProportionsAreRefusedOnceTheSizeOverflows() {
        assertThat(Geometry.of(PreprocessConfig.OPENAI_224, 1, 9_000_000).height())
                .isEqualTo(2_016_000_000);
        assertThatThrownBy(() -> Geometry.of(PreprocessConfig.OPENAI_224, 1, 10_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2240000000 pixels");
    }

    @Test
    void configsCheckThemselves() {
        refused("size", () -> config(0, 5, Filter.BICUBIC, ResizeMode.SHORTEST, 0));
        refused("size", () -> config(4, 5, Filter.BICUBIC, ResizeMode.SQUASH, 0));
        refused("interpolation", () -> config(5, 5, Filter.NEAREST, ResizeMode.SQUASH, 0));
        refused("fill_color", () -> config(5, 5, Filter.BICUBIC, ResizeMode.SQUASH, 256));
        refused("mean", () -> new PreprocessConfig(5, 5, List.of(0.5), HALF, Filter.BICUBIC, ResizeMode.SQUASH, 0));
        List<Double> zero = List.of(0.0, 1.0, 1.0);
        refused("std", () -> new PreprocessConfig(5, 5, HALF, zero, Filter.BICUBIC, ResizeMode.SQUASH, 0));
        refused("resize", () -> new PreprocessConfig(5, 5, HALF, HALF, Filter.BICUBIC, ResizeMode.SQUASH, 0, 6));
        refused("resize_mode", () -> ResizeMode.of("stretch"));
        assertThat(ResizeMode.of("longest")).isEqualTo(ResizeMode.LONGEST);
        assertThat(PreprocessConfig.PROBE.resize()).isEqualTo(256);
        assertThat(PreprocessConfig.OPENAI_224.resize()).isEqualTo(224);
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": expected")
                .hasMessageContaining("found");
    }

    private static PreprocessConfig config(int height, int width, Filter filter, ResizeMode mode, int fill) {
        return new PreprocessConfig(height, width, HALF, HALF, filter, mode, fill);
    }
}
