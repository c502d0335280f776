package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Network;

/** The pigment network: the borders between cells. */
final class Honeycomb implements Layer {
    @Override
    public void draw(Scene scene, Canvas canvas) {
        Network network = scene.attributes().network();
        if (network == Network.ABSENT) {
            return;
        }
        RandomGenerator random = scene.shared("network");
        boolean typical = network == Network.TYPICAL;
        Cells cells = new Cells(random.nextLong(), typical ? 0.45f : 0.95f);
        Noise breaks = new Noise(random.nextLong());
        float meshes = typical ? 6.4f : 4.4f;
        float bend = typical ? 0.22f : 0.7f;
        float strength = (typical ? 0.44f : 0.66f) * (scene.clinical() ? 0.2f : 1);
        for (int i = 0; i < scene.pixels(); i++) {
            float depth = scene.outline().depth(i);
            if (depth > 0) {
                float x = scene.x(i);
                float y = scene.y(i);
                float uneven = breaks.at(1.9f * x, 1.9f * y, 2);
                float shift = bend * breaks.at(3.3f * x + 40, 3.3f * y, 2);
                cells.find(meshes * x + shift, meshes * y - shift);
                float width = typical ? 0.3f : 0.34f + 0.22f * uneven;
                float line = Scene.step(1.25f * width, 0.1f * width, cells.edge());
                float here = typical
                        ? Scene.step(0, 0.35f, depth) * Math.min(1, 0.8f + 0.5f * uneven)
                        : Scene.step(-0.45f, 0.05f, uneven);
                float dark = strength * line * here;
                // Meshes between the lines are lighter than the pigment around.
                float light = 0.14f * strength * (1 - line) * here;
                canvas.multiply(i, 1 - 0.85f * dark + light, 1 - dark + light, 1 - dark + light);
            }
        }
    }
}
