package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Artefact;

/** A paper strip with millimetre ticks along one side of the picture, every fifth longer. */
final class Ruler implements Layer {
    private static final Tint PAPER = Tint.of(0xEFEDE6);
    private static final Tint TICK = Tint.of(0x23252B);

    /** Of half the picture's width, from its middle: where the strip begins and ends. */
    private static final float INNER = 0.64f;

    private static final float OUTER = 0.9f;

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().artefacts().contains(Artefact.RULER)) {
            return;
        }
        RandomGenerator random = scene.ofView("ruler");
        int side = random.nextInt(4);
        double tilt = Math.PI / 2 * side + 0.16 * (random.nextDouble() - 0.5);
        float cos = (float) StrictMath.cos(tilt);
        float sin = (float) StrictMath.sin(tilt);
        float millimetre = 0.13f + 0.03f * random.nextFloat();
        float shift = millimetre * random.nextFloat();
        float pixel = 2f / scene.size();
        for (int i = 0; i < scene.pixels(); i++) {
            float px = scene.across(i);
            float py = scene.down(i);
            float along = cos * px + sin * py;
            float across = cos * py - sin * px;
            float strip =
                    Scene.step(INNER - pixel, INNER + pixel, across) * Scene.step(OUTER + pixel, OUTER - pixel, across);
            if (strip > 0) {
                canvas.mix(i, PAPER, 0.9f * strip);
                canvas.mix(i, TICK, 0.9f * tick((along + shift) / millimetre, across, pixel / millimetre));
            }
        }
    }

    /** How black a place is; {@code place} in millimetres, {@code pixel} too. */
    private static float tick(float place, float across, float pixel) {
        int nearest = Noise.floor(place + 0.5f);
        float length = Math.floorMod(nearest, 5) == 0 ? 0.17f : 0.1f;
        float away = Math.abs(place - nearest);
        float line = Math.max(0, Math.min(1, 0.11f / pixel + 0.5f - away / pixel));
        return across < INNER + length ? line : 0;
    }
}
