package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Artefact;

/** Dark hairs across the picture, much the same way. */
final class Hairs implements Layer {
    private static final Tint DARK = Tint.of(0x1B1412);
    private static final Tint BROWN = Tint.of(0x3A2618);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().artefacts().contains(Artefact.HAIR)) {
            return;
        }
        RandomGenerator random = scene.ofView("hair");
        int size = scene.size();
        int count = 9 + random.nextInt(8);
        double way = 2 * Math.PI * random.nextDouble();
        Curve curve = new Curve(canvas);
        for (int hair = 0; hair < count; hair++) {
            double angle = way + 0.9 * (random.nextDouble() - 0.5);
            float length = size * (0.45f + 0.5f * random.nextFloat());
            float[] middle = {size * random.nextFloat(), size * random.nextFloat()};
            float dx = 0.5f * length * (float) StrictMath.cos(angle);
            float dy = 0.5f * length * (float) StrictMath.sin(angle);
            float bow = 0.5f * (random.nextFloat() - 0.5f);
            float[] handle = {middle[0] - bow * dy, middle[1] + bow * dx};
            float width = size * (scene.clinical() ? 0.011f : 0.0145f) * (0.8f + 0.5f * random.nextFloat());
            curve.bend(
                    new float[] {middle[0] - dx, middle[1] - dy},
                    handle,
                    new float[] {middle[0] + dx, middle[1] + dy},
                    width,
                    0.5f * width);
        }
        curve.paint(random.nextFloat() < 0.6f ? DARK : BROWN, 0.9f);
    }
}
