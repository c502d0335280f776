package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Structure;

/** The blue-whitish veil: a haze over one side of the lesion. */
final class Veil implements Layer {
    private static final Tint HAZE = Tint.of(0x8C9DBD);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().structures().contains(Structure.BLUE_WHITISH_VEIL)) {
            return;
        }
        RandomGenerator random = scene.shared("veil");
        double angle = 2 * Math.PI * random.nextDouble();
        float centreX = 0.3f * (float) StrictMath.cos(angle);
        float centreY = 0.3f * (float) StrictMath.sin(angle);
        float radius = 0.48f + 0.14f * random.nextFloat();
        Noise rim = new Noise(random.nextLong());
        float strength = scene.clinical() ? 0.5f : 0.72f;
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            float dx = x - centreX;
            float dy = y - centreY;
            float cloud = rim.at(1.8f * x, 1.8f * y, 3);
            float inner = radius - (float) Math.sqrt(dx * dx + dy * dy) + 0.22f * cloud;
            float cover = Scene.step(-0.12f, 0.22f, inner) * scene.outline().inside(i);
            canvas.mix(i, HAZE.times(1 + 0.1f * cloud), strength * cover);
        }
    }
}
