package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Colour;

/** The lesion's main colour, unevenly laid on. */
final class Pigment implements Layer {
    @Override
    public void draw(Scene scene, Canvas canvas) {
        RandomGenerator random = scene.shared("pigment");
        Noise coarse = new Noise(random.nextLong());
        Noise fine = new Noise(random.nextLong());
        Colour colour = scene.attributes().mainColour();
        Tint tint = Tint.of(colour, scene.skin());
        float cover = colour == Colour.PINK || colour == Colour.TAN ? 0.82f : 0.9f;
        float uneven = scene.attributes().asymmetric() ? 0.17f : 0.08f;
        for (int i = 0; i < scene.pixels(); i++) {
            float inside = scene.outline().inside(i);
            if (inside > 0) {
                float x = scene.x(i);
                float y = scene.y(i);
                float shade = 1 + uneven * coarse.at(1.7f * x, 1.7f * y, 2) + 0.09f * fine.at(6 * x, 6 * y, 3);
                float centre =
                        1.04f - 0.1f * Scene.step(0.1f, 0.9f, scene.outline().depth(i));
                canvas.mix(i, tint.times(shade * centre), cover * inside);
            }
        }
    }
}
