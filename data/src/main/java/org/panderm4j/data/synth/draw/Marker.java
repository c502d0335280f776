package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Artefact;

/** Ink: arcs of a surgical marker around the lesion, uneven as on skin. */
final class Marker implements Layer {
    private static final Tint VIOLET = Tint.of(0x3B2A8C);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (!scene.attributes().artefacts().contains(Artefact.INK)) {
            return;
        }
        RandomGenerator random = scene.ofView("ink");
        int size = scene.size();
        Curve curve = new Curve(canvas);
        float width = size * (0.035f + 0.02f * random.nextFloat());
        double from = 2 * Math.PI * random.nextDouble();
        int arcs = 2 + random.nextInt(2);
        float radius = size * (0.36f + 0.05f * random.nextFloat());
        for (int arc = 0; arc < arcs; arc++) {
            double start = from + 2 * Math.PI * arc / arcs + 0.3 * random.nextDouble();
            double sweep = 2 * Math.PI / arcs * (0.45 + 0.3 * random.nextDouble());
            arc(curve, 0.5f * size, radius, start, sweep, width);
        }
        Noise wear = new Noise(random.nextLong());
        for (int i = 0; i < scene.pixels(); i++) {
            if (curve.cover(i) > 0) {
                float worn = 0.78f + 0.3f * wear.at(7 * scene.across(i), 7 * scene.down(i), 3);
                canvas.mix(i, VIOLET, curve.cover(i) * Math.max(0.35f, Math.min(0.95f, worn)));
            }
        }
    }

    private static void arc(Curve curve, float centre, float radius, double start, double sweep, float width) {
        int pieces = 10;
        for (int piece = 0; piece < pieces; piece++) {
            double a = start + sweep * piece / pieces;
            double b = start + sweep * (piece + 1) / pieces;
            curve.segment(
                    centre + radius * (float) StrictMath.cos(a),
                    centre + radius * (float) StrictMath.sin(a),
                    centre + radius * (float) StrictMath.cos(b),
                    centre + radius * (float) StrictMath.sin(b),
                    width,
                    width);
        }
    }
}
