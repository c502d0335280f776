package org.panderm4j.fullsize;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Weights out of a formula, so that a model of the real size needs no file: a hash of name and index, scaled as a freshly
 * initialised network would be.
 */
final class Formula {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Formula() {}

    /** Puts all values of a tensor, in C order, at the target's position. */
    static void fill(String name, long[] shape, FloatBuffer target) {
        long start = (crc(name) << 32) + GOLDEN_RATIO;
        double scale = scale(name, shape);
        double offset = offset(name, shape);
        long elements = elements(shape);
        for (long i = 0; i < elements; i++) {
            target.put((float) (offset + scale * uniform(start + i)));
        }
    }

    static long elements(long[] shape) {
        long elements = 1;
        for (long axis : shape) {
            elements *= axis;
        }
        return elements;
    }

    /** In [-1, 1). */
    private static double uniform(long seed) {
        long z = seed;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) * 0x1p-23 - 1;
    }

    private static double offset(String name, long[] shape) {
        return switch (shape.length) {
            case 0 -> 2.5;
            case 1 -> name.endsWith(".weight") ? 1 : isLayerScale(name) ? 0.1 : 0;
            default -> 0;
        };
    }

    private static double scale(String name, long[] shape) {
        return switch (shape.length) {
            case 0 -> 0.1;
            case 1 -> name.endsWith(".weight") ? 0.1 : 0.05;
            default -> isTable(name) ? 0.5 : 0.7 * Math.sqrt(3.0 / fan(name, shape));
        };
    }

    private static boolean isLayerScale(String name) {
        return name.contains("gamma") || name.contains("lambda1");
    }

    private static boolean isTable(String name) {
        boolean table = name.contains("embedding")
                || name.contains("pos_embed")
                || name.contains("cls_token")
                || name.contains("register_tokens");
        return table && !name.contains("patch_embedding");
    }

    private static double fan(String name, long[] shape) {
        boolean transposed = name.endsWith("visual.proj") || name.endsWith("text_projection");
        return transposed ? shape[0] : (double) elements(shape) / shape[0];
    }

    private static long crc(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
