package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Structure;

/** An ulcer near the centre: a raw dark red floor, a pale rolled rim, crumbs of crust. */
final class Ulceration implements Layer {
    private static final Tint FLOOR = Tint.of(0x5F0E12);
    private static final Tint CRUST = Tint.of(0xA8763A);
    private static final Tint RIM = Tint.of(0xE9B7A8);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().structures().contains(Structure.ULCER)) {
            return;
        }
        RandomGenerator random = scene.shared("ulcer");
        float centreX = 0.36f * (random.nextFloat() - 0.5f);
        float centreY = 0.36f * (random.nextFloat() - 0.5f);
        float radius = 0.36f + 0.12f * random.nextFloat();
        Noise rim = new Noise(random.nextLong());
        Noise crumbs = new Noise(random.nextLong());
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            float dx = x - centreX;
            float dy = y - centreY;
            float inner = radius - (float) Math.sqrt(dx * dx + dy * dy) + 0.16f * rim.at(2.7f * x, 2.7f * y, 2);
            float wall = Scene.step(-0.16f, -0.05f, inner) * Scene.step(0.03f, -0.03f, inner);
            float floor = Scene.step(-0.03f, 0.05f, inner);
            float lump = crumbs.at(5 * x, 5 * y, 3);
            canvas.mix(i, RIM, 0.45f * wall * scene.outline().inside(i));
            canvas.mix(
                    i,
                    FLOOR.times(1 + 0.35f * lump),
                    0.92f * floor * scene.outline().inside(i));
            float crust = floor * Scene.step(0.15f, 0.45f, lump);
            canvas.mix(
                    i,
                    CRUST.times(0.9f + 0.3f * lump),
                    0.75f * crust * scene.outline().inside(i));
        }
    }
}
