package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Border;

/** Where the lesion is: a round or oval shape, bent by noise. */
final class Outline {
    private final float[] depth;
    private final float softness;

    Outline(Scene scene) {
        RandomGenerator random = scene.shared("outline");
        float angle = (float) (2 * Math.PI * random.nextDouble());
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float stretch = 1 + 0.16f * random.nextFloat();
        Noise coarse = new Noise(random.nextLong());
        Noise fine = new Noise(random.nextLong());
        boolean asymmetric = scene.attributes().asymmetric();
        Border border = scene.attributes().border();
        softness = softness(border);
        float notch = notch(border);
        float lobe = asymmetric ? 0.34f : 0.05f;
        float egg = asymmetric ? 0.3f : 0;
        depth = new float[scene.pixels()];
        for (int i = 0; i < depth.length; i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            float along = (cos * x + sin * y) / stretch;
            float across = (cos * y - sin * x) * stretch;
            float radius = (float) Math.sqrt(along * along + across * across);
            float bend = lobe * coarse.at(1.1f * x, 1.1f * y) + egg * along * Math.abs(across) / Math.max(0.5f, radius);
            float notches = notch * (fine.at(3.6f * x, 3.6f * y) + 0.5f * fine.at(9 * x, 9 * y));
            depth[i] = 1 - radius + bend + notches;
        }
    }

    private static float softness(Border border) {
        return switch (border) {
            case SHARP -> 0.035f;
            case IRREGULAR -> 0.06f;
            case REGULAR -> 0.16f;
            case ILL_DEFINED -> 0.5f;
        };
    }

    private static float notch(Border border) {
        return switch (border) {
            case SHARP -> 0.03f;
            case IRREGULAR -> 0.15f;
            case REGULAR -> 0.015f;
            case ILL_DEFINED -> 0.1f;
        };
    }

    /** How far inside, in lesion units; negative outside. */
    float depth(int pixel) {
        return depth[pixel];
    }

    /** 0 outside to 1 inside, over the width of the border. */
    float inside(int pixel) {
        return Scene.step(-softness, softness, depth[pixel]);
    }
}
