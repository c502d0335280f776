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
 */
public record Preprocessing(
        int height,
        int width,
        List<Double> mean,
        List<Double> std,
        String interpolation,
        String resizeMode,
        int fillColor) {

    /** Statistics of OpenAI's CLIP, the default of open_clip. */
    public static final List<Double> OPENAI_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

    public static final List<Double> OPENAI_STD = List.of(0.26862954, 0.26130258, 0.27577711);

    private static final Set<String> INTERPOLATIONS = Set.of("bicubic", "bilinear");
    private static final Set<String> RESIZE_MODES = Set.of("shortest", "longest", "squash");

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (height <= 0 || width <= 0) {
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
        return new Preprocessing(size, size, OPENAI_MEAN, OPENAI_STD, "bicubic", "shortest", 0);
    }

    /**
     * Reads {@code preprocess_cfg}; absent keys and nulls take open_clip's defaults, unknown keys are skipped.
     *
     * @param config may be a missing node
     * @param defaultSize where it names no size
     */
    public static Preprocessing of(JsonNode config, int defaultSize) {
        JsonNode size = config.path("size");
        boolean pair = size.isArray() && size.size() == 2;
        int height = pair ? size.get(0).intValue() : size.isIntegralNumber() ? size.intValue() : defaultSize;
        int width = pair ? size.get(1).intValue() : height;
        String interpolation = config.path("interpolation").asText("bicubic");
        return new Preprocessing(
                height,
                width,
                numbers(config.path("mean"), OPENAI_MEAN),
                numbers(config.path("std"), OPENAI_STD),
                interpolation.equals("random") || interpolation.equals("null") ? "bicubic" : interpolation,
                config.hasNonNull("resize_mode") ? config.get("resize_mode").asText() : "shortest",
                config.path("fill_color").asInt(0));
    }

    private static List<Double> numbers(JsonNode node, List<Double> otherwise) {
        if (!node.isArray()) {
            return otherwise;
        }
        List<Double> numbers = new ArrayList<>();
        node.forEach(value -> numbers.add(value.doubleValue()));
        return numbers;
    }

    private static void requireOneOf(String what, String found, Set<String> expected) {
        if (!expected.contains(found)) {
            throw new IllegalArgumentException("preprocessing: expected " + what + " to be one of "
                    + expected.stream().sorted().toList() + ", found '" + found + "'");
        }
    }
}
