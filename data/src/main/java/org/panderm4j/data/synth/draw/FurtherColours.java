package org.panderm4j.data.synth.draw;

import java.util.List;
import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Colour;

/** Parts of another colour: about the centre of a symmetric lesion, to one side of others, in nests on pink. */
final class FurtherColours implements Layer {
    private static final List<Colour> ALL = List.of(Colour.values());

    @Override
    public void draw(Scene scene, Canvas canvas) {
        float start = scene.shared("sectors").nextFloat();
        for (Colour colour : scene.attributes().furtherColours()) {
            RandomGenerator random = scene.shared("colour " + colour.token());
            float turn = random.nextFloat();
            if (nests(scene.attributes(), colour)) {
                for (int n = 0; n < 6; n++) {
                    float angle = (float) (2 * Math.PI * (turn + n / 6f));
                    float away = 0.35f + 0.3f * random.nextFloat();
                    patch(scene, canvas, colour, angle, away, 0.13f + 0.11f * random.nextFloat(), random.nextLong());
                }
            } else if (scene.attributes().asymmetric()) {
                // Every colour has its own sector, so that none hides another.
                float sector = start + 0.382f * ALL.indexOf(colour) + 0.1f * turn;
                float away = 0.34f + 0.14f * random.nextFloat();
                float radius = 0.34f + 0.12f * random.nextFloat();
                patch(scene, canvas, colour, (float) (2 * Math.PI * sector), away, radius, random.nextLong());
            } else {
                float radius = 0.42f + 0.12f * random.nextFloat();
                patch(scene, canvas, colour, 0, 0, radius, random.nextLong());
            }
        }
    }

    private static boolean nests(Attributes attributes, Colour colour) {
        return colour == Colour.BLUE_GREY && attributes.mainColour() == Colour.PINK;
    }

    private static void patch(
            Scene scene, Canvas canvas, Colour colour, float angle, float away, float radius, long seed) {
        float centreX = away * (float) StrictMath.cos(angle);
        float centreY = away * (float) StrictMath.sin(angle);
        Noise rim = new Noise(seed);
        Tint tint = Tint.of(colour, scene.skin());
        boolean soft = scene.attributes().asymmetric();
        float width = Math.min(soft ? 0.12f : 0.2f, 0.7f * radius);
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            float dx = x - centreX;
            float dy = y - centreY;
            float bend = 0.5f * radius * rim.at(2.6f * x, 2.6f * y, 3);
            float inner = radius - (float) Math.sqrt(dx * dx + dy * dy) + bend;
            float cover = Scene.step(-width, width, inner) * scene.outline().inside(i);
            if (cover > 0) {
                float uneven = rim.at(7 * x, 7 * y, 2);
                canvas.mix(i, tint.times(1 + 0.07f * uneven), Math.min(1, 0.78f + 0.14f * uneven) * cover);
            }
        }
    }
}
