package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Vessels;

/** Arborising vessels: trunks from the rim inward that fork and thin out. */
final class Branches implements Layer {
    private static final Tint BLOOD = Tint.of(0xA8121F);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        if (scene.attributes().vessels() != Vessels.ARBORISING) {
            return;
        }
        RandomGenerator random = scene.shared("branches");
        Curve curve = new Curve(canvas);
        int trunks = 4 + random.nextInt(2);
        double turn = random.nextDouble();
        for (int trunk = 0; trunk < trunks; trunk++) {
            double angle = 2 * Math.PI * (turn + (trunk + 0.4 * random.nextDouble()) / trunks);
            float x = 0.92f * (float) StrictMath.cos(angle);
            float y = 0.92f * (float) StrictMath.sin(angle);
            grow(scene, curve, random, x, y, angle + Math.PI + 0.8 * (random.nextDouble() - 0.5), 0.065f, 0);
        }
        for (int i = 0; i < scene.pixels(); i++) {
            if (curve.cover(i) > 0) {
                float strength =
                        (scene.clinical() ? 0.4f : 0.85f) * scene.outline().inside(i);
                canvas.mix(i, BLOOD, strength * curve.cover(i));
            }
        }
    }

    private static void grow(
            Scene scene, Curve curve, RandomGenerator random, float x, float y, double angle, float width, int depth) {
        float fromX = x;
        float fromY = y;
        double heading = angle;
        int pieces = 3;
        for (int piece = 0; piece < pieces; piece++) {
            heading += 0.9 * (random.nextDouble() - 0.5);
            float length = 0.14f * (0.7f + 0.6f * random.nextFloat());
            float toX = fromX + length * (float) StrictMath.cos(heading);
            float toY = fromY + length * (float) StrictMath.sin(heading);
            float thin = width * (1 - 0.1f * piece) / scene.unit();
            curve.segment(scene.column(fromX), scene.row(fromY), scene.column(toX), scene.row(toY), thin, 0.9f * thin);
            fromX = toX;
            fromY = toY;
        }
        if (depth < 2) {
            double fork = 0.4 + 0.5 * random.nextDouble();
            grow(scene, curve, random, fromX, fromY, heading + fork, 0.65f * width, depth + 1);
            grow(scene, curve, random, fromX, fromY, heading - fork, 0.65f * width, depth + 1);
        }
    }
}
