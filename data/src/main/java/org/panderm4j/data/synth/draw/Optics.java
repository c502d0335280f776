package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;

/** Camera and light: uneven lighting, focus, dark corners, colour cast, sensor noise. */
final class Optics implements Layer {
    private static final Tint HOUSING = Tint.of(0x0B0A0C);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        RandomGenerator random = scene.ofView("optics");
        light(scene, canvas, random);
        float focus = scene.clinical() ? 0.0065f : 0.0045f;
        canvas.blur((scene.blurred() ? 0.034f : focus) * scene.size());
        if (scene.blurred()) {
            pale(scene, canvas);
        }
        boolean round = random.nextFloat() < 0.5f;
        if (!scene.clinical() && round) {
            field(scene, canvas);
        }
        grain(scene, canvas, random.nextLong());
    }

    private static void light(Scene scene, Canvas canvas, RandomGenerator random) {
        boolean clinical = scene.clinical();
        float bright = 0.95f + 0.1f * random.nextFloat();
        float warm = (clinical ? 0.04f : 0.025f) * (2 * random.nextFloat() - 1);
        float tiltX = (clinical ? 0.1f : 0.02f) * (2 * random.nextFloat() - 1);
        float tiltY = (clinical ? 0.1f : 0.02f) * (2 * random.nextFloat() - 1);
        float corner = clinical ? 0.1f + 0.12f * random.nextFloat() : 0.1f;
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.across(i);
            float y = scene.down(i);
            float level = bright * (1 + tiltX * x + tiltY * y - corner * 0.5f * (x * x + y * y));
            canvas.multiply(i, level * (1 + warm), level, level * (1 - warm));
        }
    }

    /** Scattered light of a wet or dirty lens. */
    private static void pale(Scene scene, Canvas canvas) {
        Tint mist = Tint.of(scene.skin()).mix(new Tint(0.8f, 0.8f, 0.8f), 0.3f);
        for (int i = 0; i < scene.pixels(); i++) {
            canvas.mix(i, mist, 0.38f);
        }
    }

    /** The round field of a dermatoscope. */
    private static void field(Scene scene, Canvas canvas) {
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.across(i);
            float y = scene.down(i);
            float radius = (float) Math.sqrt(x * x + y * y);
            canvas.mix(i, HOUSING, Scene.step(1.02f, 1.1f, radius));
        }
    }

    private static void grain(Scene scene, Canvas canvas, long seed) {
        float strength = scene.clinical() ? 0.028f : 0.02f;
        for (int i = 0; i < scene.pixels(); i++) {
            long bits = Noise.hash(seed, i, 0);
            float grey = Noise.fraction(bits, 3) - 0.5f;
            canvas.add(
                    i,
                    strength * (grey + Noise.fraction(bits, 0) - 0.5f),
                    strength * (grey + Noise.fraction(bits, 1) - 0.5f),
                    strength * (grey + Noise.fraction(bits, 2) - 0.5f));
        }
    }
}
