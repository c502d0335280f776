package org.panderm4j.weights.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a model wants its pictures, as written in {@code preprocess_cfg}.
 *
 * @param height of the result in pixels
 * @param width of the result in pixels
 * @param mean of each channel, RGB, for values from 0 to 1
 * @param std of each channel
 * @param interpolation {@code bicubic} or {@code bilinear}
 * @param resizeMode {@code shortest}, {@code longest} or {@code squash}
 * @param fillColor 0 to 255, of the border that {@code longest} adds
 * @param resize length of the shorter side before the crop, for {@code shortest}; else the side itself
 */
public record Preprocessing(
        int height,
        int width,
        List<Double> mean,
        List<Double> std,
        String interpolation,
        String resizeMode,
        int fillColor,
        int resize) {

    /** Statistics of OpenAI's CLIP, the default of open_clip. */
    public static final List<Double> OPENAI_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

    public static final List<Double> OPENAI_STD = List.of(0.26862954, 0.26130258, 0.27577711);

    /** Statistics of ImageNet. */
    public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

    public static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);
    /** The reference's probe has .228 for red where ImageNet has .229. */
    private static final List<Double> PROBE_STD = List.of(0.228, 0.224, 0.225);

    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    private static final Set<String> INTERPOLATIONS = Set.of("bicubic", "bilinear");
    private static final Set<String> RESIZE_MODES = Set.of("shortest", "longest", "squash");

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (height <= 0 || width <= 0 || resize <= 0) {
            throw new IllegalArgumentException(
                    "preprocessing: expected a positive size, found " + height + " x " + width);
        }
        if (mean.size() != 3 || std.size() != 3 || std.stream().anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException(
                    "preprocessing: expected three means and three positive deviations, found " + mean + ", " + std);
        }
        requireOneOf("interpolation", interpolation, INTERPOLATIONS);
        requireOneOf("resize_mode", resizeMode, RESIZE_MODES);
    }

    /** OpenAI statistics, shorter side to {@code size} by bicubic, centre crop. */
    public static Preprocessing openAi(int size) {
        return new Preprocessing(size, size, OPENAI_MEAN, OPENAI_STD, "bicubic", "shortest", 0, size);
    }

    /**
     * What is done to pictures where no configuration says it.
     *
     * @param name {@code openai}; {@code probe}: the transform of the reference's linear probe, 256 to 224 by bilinear; {@code
     *     imagenet-squash}: that of DINOv3; {@code inception-squash}: that of BiomedGPT's classification, and timm's usual one;
     *     {@code inception-squash-bilinear}: the transformers library's for a ViT
     * @param size of the result in pixels
     */
    public static Preprocessing named(String name, int size) {
        return switch (name) {
            case "openai" -> openAi(size);
            case "probe" ->
                new Preprocessing(size, size, IMAGENET_MEAN, PROBE_STD, "bilinear", "shortest", 0, (int)
                        Math.round(size * 256.0 / 224));
            case "imagenet-squash" ->
                new Preprocessing(size, size, IMAGENET_MEAN, IMAGENET_STD, "bilinear", "squash", 0, size);
            case "inception-squash-bilinear" ->
                new Preprocessing(size, size, HALF, HALF, "bilinear", "squash", 0, size);
            case "inception-squash" -> new Preprocessing(size, size, HALF, HALF, "bicubic", "squash", 0, size);
            default -> throw new IllegalArgumentException("no preprocessing of the name '" + name + "'");
        };
    }

    /** The same for pictures of another size. */
    public Preprocessing sized(int side) {
        return new Preprocessing(side, side, mean, std, interpolation, resizeMode, fillColor, side);
    }

    /**
     * Reads {@code preprocess_cfg}; absent keys and nulls take open_clip's defaults, unknown keys are skipped.
     *
     * @param config may be a missing node
     * @param defaultSize where it names no size
     * @throws IllegalArgumentException when a known key holds what is not understood
     */
    public static Preprocessing of(JsonNode config, int defaultSize) {
        requireOneOf("mode", text(config, "mode", "RGB"), Set.of("RGB"));
        String interpolation = text(config, "interpolation", "bicubic");
        JsonNode size = config.path("size");
        boolean pair = size.isArray() && size.size() == 2;
        int height = integer("size", pair ? size.get(0) : size, defaultSize);
        int width = integer("size", pair ? size.get(1) : size, defaultSize);
        return new Preprocessing(
                height,
                width,
                numbers("mean", config.path("mean"), OPENAI_MEAN),
                numbers("std", config.path("std"), OPENAI_STD),
                // Where training drew one of the two, open_clip evaluates with this one.
                interpolation.equals("random") ? "bicubic" : interpolation,
                text(config, "resize_mode", "shortest"),
                integer("fill_color", config.path("fill_color"), 0),
                Math.min(height, width));
    }

    private static String text(JsonNode config, String key, String otherwise) {
        return config.hasNonNull(key) ? config.get(key).asText() : otherwise;
    }

    static int integer(String key, JsonNode node, int otherwise) {
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isInt()) {
            throw new IllegalArgumentException("preprocessing: expected " + key + " to be a whole number"
                    + (key.equals("size") ? " or [height, width]" : "") + ", found " + node);
        }
        return node.intValue();
    }

    static List<Double> numbers(String key, JsonNode node, List<Double> otherwise) {
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : node) {
            if (value.isNumber()) {
                numbers.add(value.doubleValue());
            }
        }
        if (numbers.size() != 3 || node.size() != 3) {
            throw new IllegalArgumentException(
                    "preprocessing: expected " + key + " to be three numbers, found " + node);
        }
        return numbers;
    }

    private static void requireOneOf(String what, String found, Set<String> expected) {
        if (!expected.contains(found)) {
            throw new IllegalArgumentException("preprocessing: expected " + what + " to be one of "
                    + expected.stream().sorted().toList() + ", found '" + found + "'");
        }
    }
}
