package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;

/** Healthy skin: tone, blotches of blood and melanin, furrows, pores. */
final class Skin implements Layer {
    @Override
    public void draw(Scene scene, Canvas canvas) {
        RandomGenerator random = scene.shared("skin");
        Noise blood = new Noise(random.nextLong());
        Noise melanin = new Noise(random.nextLong());
        Noise furrows = new Noise(random.nextLong());
        Noise bumps = new Noise(random.nextLong());
        Cells pores = new Cells(random.nextLong(), 0.8f);
        Tint tone = tone(scene, random);
        float lean = 0.6f * random.nextFloat() - 0.3f;
        float rough = scene.clinical() ? 0.055f : 0.03f;
        for (int i = 0; i < scene.pixels(); i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            canvas.set(i, tone);
            float flush = 0.03f * blood.at(0.8f * x, 0.8f * y, 3);
            float brown = 0.035f * melanin.at(1.3f * x, 1.3f * y, 3);
            canvas.multiply(i, 1 - brown + 0.3f * flush, 1 - 1.3f * brown - flush, 1 - 1.6f * brown - flush);
            float one = furrows.ridge(2.2f * (x + lean * y), 5.5f * (y - lean * x));
            float other = furrows.ridge(5.5f * (x - lean * y) + 31, 2.2f * (y + lean * x));
            float line = Math.max(one * one * one, other * other * other);
            canvas.multiply(i, 1 - rough * line + 0.4f * rough * bumps.at(9 * x, 9 * y, 2));
            pores.find(3.1f * x, 3.1f * y);
            float pore = Scene.step(0.16f, 0.05f, pores.nearest()) * pores.own(0);
            canvas.multiply(i, 1 - 0.09f * pore, 1 - 0.13f * pore, 1 - 0.13f * pore);
        }
    }

    /** The patient's tone, a little different in every picture; pinker under the dermatoscope. */
    private static Tint tone(Scene scene, RandomGenerator random) {
        Tint tone = Tint.of(scene.skin()).times(0.97f + 0.06f * random.nextFloat());
        return scene.clinical() ? tone : tone.mix(new Tint(0.93f * tone.red(), 0.66f, 0.62f), 0.14f);
    }
}
