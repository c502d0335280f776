package org.panderm4j.weights.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code preprocessor_config.json} of the transformers library. */
public final class ImageProcessor {
    private static final int BILINEAR = 2;
    private static final int BICUBIC = 3;

    private ImageProcessor() {}

    /**
     * What it says; fields that are absent or null are taken from {@code otherwise}.
     *
     * @throws IllegalArgumentException when it asks for something that is not supported
     */
    public static Preprocessing read(JsonNode config, Preprocessing otherwise) {
        requireSupported(config);
        Sizes sizes = sizes(config, otherwise);
        boolean plain = config.path("do_normalize").asBoolean(true);
        return new Preprocessing(
                sizes.height(),
                sizes.width(),
                plain
                        ? Preprocessing.numbers("image_mean", config.path("image_mean"), otherwise.mean())
                        : List.of(0.0, 0.0, 0.0),
                plain
                        ? Preprocessing.numbers("image_std", config.path("image_std"), otherwise.std())
                        : List.of(1.0, 1.0, 1.0),
                interpolation(config.path("resample"), otherwise.interpolation()),
                sizes.mode(),
                0,
                sizes.resize());
    }

    private record Sizes(int height, int width, String mode, int resize) {}

    private static Sizes sizes(JsonNode config, Preprocessing otherwise) {
        JsonNode size = config.path("size");
        JsonNode crop = config.path("crop_size");
        boolean cropped = config.path("do_center_crop").asBoolean(!crop.isMissingNode() && !crop.isNull());
        if (size.isMissingNode() || size.isNull()) {
            return usual(config.path("do_center_crop"), crop, cropped, otherwise);
        }
        if (size.has("height")) {
            int height = Preprocessing.integer("size.height", size.path("height"), 0);
            int width = Preprocessing.integer("size.width", size.path("width"), 0);
            requireSame(cropped, crop, height, width);
            return new Sizes(height, width, "squash", Math.min(height, width));
        }
        if (size.isObject() && !size.has("shortest_edge")) {
            throw unsupported("size " + size);
        }
        int edge = Preprocessing.integer(
                "size.shortest_edge", size.isObject() ? size.path("shortest_edge") : size, otherwise.resize());
        if (!cropped) {
            if (size.isObject()) {
                throw unsupported("size.shortest_edge without do_center_crop, which leaves pictures of any shape");
            }
            return new Sizes(edge, edge, "squash", edge);
        }
        return new Sizes(side(crop, "height", edge), side(crop, "width", edge), "shortest", edge);
    }

    /** Where no size to resize to is said: the usual one, and of the crop what is said. */
    private static Sizes usual(JsonNode switched, JsonNode crop, boolean cropped, Preprocessing otherwise) {
        boolean crops = otherwise.resizeMode().equals("shortest");
        if (crops && !cropped && switched.isBoolean()) {
            throw unsupported("do_center_crop false after a resize of the shorter side");
        }
        if (!crops) {
            requireSame(cropped, crop, otherwise.height(), otherwise.width());
        }
        int height = cropped ? side(crop, "height", otherwise.height()) : otherwise.height();
        int width = cropped ? side(crop, "width", otherwise.width()) : otherwise.width();
        return new Sizes(height, width, otherwise.resizeMode(), otherwise.resize());
    }

    private static int side(JsonNode crop, String name, int otherwise) {
        return Preprocessing.integer("crop_size", crop.isObject() ? crop.path(name) : crop, otherwise);
    }

    private static void requireSame(boolean cropped, JsonNode crop, int height, int width) {
        if (cropped && (side(crop, "height", height) != height || side(crop, "width", width) != width)) {
            throw unsupported("crop_size " + crop + " after a resize to " + height + " x " + width);
        }
    }

    private static String interpolation(JsonNode resample, String otherwise) {
        if (resample.isMissingNode() || resample.isNull()) {
            return otherwise;
        }
        return switch (resample.asInt(-1)) {
            case BILINEAR -> "bilinear";
            case BICUBIC -> "bicubic";
            default -> throw unsupported("resample " + resample + " (2 is bilinear, 3 bicubic)");
        };
    }

    private static void requireSupported(JsonNode config) {
        if (!config.path("do_resize").asBoolean(true)) {
            throw unsupported("do_resize false");
        }
        double factor = config.path("rescale_factor").asDouble(1 / 255.0);
        if (!config.path("do_rescale").asBoolean(true) || Math.abs(factor * 255 - 1) > 1e-6) {
            throw unsupported("a rescale_factor other than 1/255");
        }
    }

    private static IllegalArgumentException unsupported(String what) {
        return new IllegalArgumentException("preprocessing: " + what + " is not supported");
    }
}
