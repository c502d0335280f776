package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Structure;

/** Scale: plates of dry horn, bright along their edges. */
final class Flakes implements Layer {
    private static final Tint HORN = Tint.of(0xF4EBDA);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().structures().contains(Structure.SCALE)) {
            return;
        }
        RandomGenerator random = scene.shared("scale");
        Noise where = new Noise(random.nextLong());
        Noise grain = new Noise(random.nextLong());
        Cells plates = new Cells(random.nextLong(), 1);
        for (int i = 0; i < scene.pixels(); i++) {
            float depth = scene.outline().depth(i);
            if (depth > -0.1f) {
                float x = scene.x(i);
                float y = scene.y(i);
                float bend = 0.55f * grain.at(3.4f * x, 3.4f * y, 2);
                plates.find(3.2f * x + bend, 3.2f * y - bend);
                float plate = Scene.step(0.02f, 0.32f, plates.edge());
                float here = Scene.step(-0.15f, 0.25f, where.at(1.6f * x, 1.6f * y, 2) + plates.own(0) - 0.5f);
                float rough = 0.68f + 0.45f * grain.at(11 * x, 11 * y, 2);
                float cover = plate * here * Math.max(0, Math.min(1, rough)) * Scene.step(-0.1f, 0.15f, depth);
                canvas.mix(i, HORN.times(0.93f + 0.09f * plates.own(1)), 0.9f * cover);
                // The crack beside a plate lies in its shadow.
                canvas.multiply(i, 1 - 0.15f * here * (1 - plate) * Scene.step(-0.1f, 0.15f, depth));
            }
        }
    }
}
