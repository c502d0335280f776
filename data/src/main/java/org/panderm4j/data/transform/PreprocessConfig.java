package org.panderm4j.data.transform;

import java.util.List;
import org.panderm4j.data.resample.Filter;

/**
 * What a model wants its pictures to be.
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param mean of red, green, blue on the scale 0..1
 * @param std of red, green, blue on the scale 0..1
 * @param interpolation bilinear or bicubic
 * @param fillColor border of {@link ResizeMode#LONGEST}, 0..255
 * @param resize length of the shorter side before the crop; differs from the sides only in square {@code SHORTEST} configs
 */
public record PreprocessConfig(
        int height,
        int width,
        List<Double> mean,
        List<Double> std,
        Filter interpolation,
        ResizeMode resizeMode,
        int fillColor,
        int resize) {

    public static final List<Double> OPENAI_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    public static final List<Double> OPENAI_STD = List.of(0.26862954, 0.26130258, 0.27577711);
    public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    /** The reference's probe and fine-tuning code has .228 for red where ImageNet has .229; its numbers rest on that. */
    public static final List<Double> PROBE_STD = List.of(0.228, 0.224, 0.225);

    public static final List<Double> INCEPTION = List.of(0.5, 0.5, 0.5);

    /** CLIP's own transform, the default of every open_clip model. */
    public static final PreprocessConfig OPENAI_224 =
            new PreprocessConfig(224, 224, OPENAI_MEAN, OPENAI_STD, Filter.BICUBIC, ResizeMode.SHORTEST, 0);
    /** The linear probe of every model; to be used with {@link ColorOrder#RGB_FIRST}. */
    public static final PreprocessConfig PROBE = probe(256, 224);

    public PreprocessConfig {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        require(height > 0 && width > 0 && resize > 0, "size: expected positive", height + " x " + width);
        require(mean.size() == 3 && mean.stream().allMatch(Double::isFinite), "mean: expected 3 numbers", mean);
        require(std.size() == 3 && std.stream().allMatch(s -> s > 0), "std: expected 3 positive numbers", std);
        require(interpolation != Filter.NEAREST, "interpolation: expected bilinear or bicubic", interpolation);
        require(fillColor >= 0 && fillColor <= 255, "fill_color: expected 0 to 255", fillColor);
        boolean plain = resize == Math.min(height, width);
        boolean cropped = height == width && resizeMode == ResizeMode.SHORTEST;
        require(
                plain || cropped,
                "resize: expected the side itself, other sizes are for squares with resize mode shortest",
                resize);
        require(
                resizeMode == ResizeMode.SHORTEST || height == width,
                "size: expected a square for resize mode " + resizeMode,
                height + " x " + width);
    }

    /** A config whose resize target is its own size. */
    public PreprocessConfig(
            int height,
            int width,
            List<Double> mean,
            List<Double> std,
            Filter interpolation,
            ResizeMode resizeMode,
            int fillColor) {
        this(height, width, mean, std, interpolation, resizeMode, fillColor, Math.min(height, width));
    }

    /** Shorter side to {@code resize}, bilinear, then the middle {@code crop x crop}: the linear probe's transform. */
    public static PreprocessConfig probe(int resize, int crop) {
        return new PreprocessConfig(
                crop, crop, IMAGENET_MEAN, PROBE_STD, Filter.BILINEAR, ResizeMode.SHORTEST, 0, resize);
    }

    private static void require(boolean met, String expected, Object found) {
        if (!met) {
            throw new IllegalArgumentException(expected + ", found " + found);
        }
    }
}
